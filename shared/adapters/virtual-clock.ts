import { type Instant, toInstant, toMs } from '../domain/instant.ts';
import type { Clock } from '../ports.ts';

/** A clock that stands still until it is moved: a hundred days in seconds. */
export interface VirtualClock extends Clock {
  /** Moves to an instant at or after now. Throws a RangeError for an earlier one: time never runs backwards. */
  advanceTo(instant: Instant): void;
}

/** A virtual clock that shows `start`. Throws a RangeError where that is no instant. */
export function createVirtualClock(start: Instant): VirtualClock {
  let now = toInstant(toMs(start));
  return {
    now: () => now,
    advanceTo(instant) {
      if (!(toMs(instant) >= toMs(now))) {
        throw new RangeError(`the clock shows ${now} and cannot go to ${instant}; take events in their order`);
      }
      now = toInstant(toMs(instant));
    },
  };
}
