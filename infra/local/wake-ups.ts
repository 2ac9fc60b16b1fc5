import type { Instant } from '../../shared/domain/instant.ts';

/**
 * Lets workflows sleep on the stage's clock. The stage knows when the next one wants to wake, and after waking some it
 * can wait until all are asleep again or done, so that time never moves while somebody is at work.
 */
export interface WakeUps {
  /** Comes back once the stage's clock has reached the instant; at once for a past one. */
  waitUntil(instant: Instant): Promise<void>;
  /** Reckons with one more who is awake until its work is done. */
  follow(work: Promise<unknown>): void;
  nextAt(): Instant | undefined;
  /** Wakes everyone due at `now` and comes back when nobody is awake any more. */
  wake(now: Instant): Promise<void>;
}

interface Sleeper {
  readonly at: Instant;
  readonly resume: () => void;
}

export function createWakeUps(now: () => Instant): WakeUps {
  let sleepers: Sleeper[] = [];
  let awake = 0;
  let rested: Array<() => void> = [];
  const rest = () => {
    awake -= 1;
    if (awake > 0) return;
    for (const resolve of rested) resolve();
    rested = [];
  };
  return {
    waitUntil(at) {
      if (at <= now()) return Promise.resolve();
      return new Promise((resume) => {
        sleepers.push({ at, resume });
        rest();
      });
    },
    follow(work) {
      awake += 1;
      work.then(rest, rest);
    },
    nextAt: () =>
      sleepers.reduce<Instant | undefined>(
        (least, { at }) => (least === undefined || at < least ? at : least),
        undefined,
      ),
    async wake(moment) {
      const due = sleepers.filter(({ at }) => at <= moment);
      sleepers = sleepers.filter(({ at }) => at > moment);
      awake += due.length;
      for (const { resume } of due) resume();
      if (awake > 0) await new Promise<void>((resolve) => void rested.push(resolve));
    },
  };
}
