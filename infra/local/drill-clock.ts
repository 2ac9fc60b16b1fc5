import { createRunningClock } from '../../shared/adapters/running-clock.ts';
import { type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import type { Clock } from '../../shared/ports.ts';

/** A running clock that can be gone on with after a stop at any moment without ever showing an earlier time. */
export interface DrillClock extends Clock {
  /** Lets the clock run on to a moment that was written down first; until then it stands still at the last one. */
  reserve(write: (until: Instant) => Promise<void>): Promise<void>;
}

/** So far, in the machine's time, a reservation reaches; the stage beats twice as often. */
const RESERVED_MS = 2_000;

/**
 * A clock that begins at an instant and runs `speed` times as fast as the machine's. What is written down is never behind
 * what it has shown, so whoever goes on from there is at most a reservation ahead of where it stood.
 */
export function createDrillClock(from: Instant, speed = 1): DrillClock {
  const running = createRunningClock(from, speed);
  let limit = from;
  return {
    now() {
      const now = running.now();
      return now < limit ? now : limit;
    },
    async reserve(write) {
      const until = toInstant(toMs(running.now()) + RESERVED_MS * speed);
      await write(until);
      limit = until;
    },
  };
}
