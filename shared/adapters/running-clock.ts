import { type Instant, toInstant, toMs } from '../domain/instant.ts';
import type { Clock } from '../ports.ts';

/**
 * A clock that runs on from an instant with the machine's time, `speed` times as fast: a stage whose campaign was played
 * in advance goes on from its end, a demonstration lets an hour pass in a minute.
 */
export function createRunningClock(from: Instant, speed = 1): Clock {
  const start = performance.now();
  const base = toMs(from);
  return { now: () => toInstant(base + Math.floor((performance.now() - start) * speed)) };
}
