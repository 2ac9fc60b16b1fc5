import { toInstant } from '../domain/instant.ts';
import type { Clock } from '../ports.ts';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => toInstant(Date.now()) };
