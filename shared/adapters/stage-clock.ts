import { type Instant, toInstant, toMs } from '../domain/instant.ts';
import type { Clock, ItemStore } from '../ports.ts';

/** How the clock of a stage was set: the machine's clock showed `at` when this one showed `shows`. */
export interface ClockSetting {
  readonly shows: Instant;
  readonly at: Instant;
  /** How many times as fast as the machine's it runs; 0: it stands still until it is set again. */
  readonly rate: number;
  /** Seconds of the machine's time after which a wait looks whether the clock was set meanwhile. */
  readonly lookAgain: number;
}

/** A clock that is the same for all functions of a stage, because it stands in the stage's own table. */
export interface StageClock extends Clock {
  /** Reads how it is set; until the next reading it shows one and the same instant. */
  read(): Promise<void>;
}

const KEY = { pk: 'STAGE', sk: 'clock' };

/** What a clock so set shows at an instant of the machine's. */
const shownAt = ({ shows, at, rate }: ClockSetting, machine: Instant): Instant =>
  toInstant(toMs(shows) + Math.floor((toMs(machine) - toMs(at)) * rate));

/** The clock of a stage; one that was never set shows the machine's time. */
export function createStageClock(items: Pick<ItemStore, 'get'>, machine: Clock): StageClock {
  let setting: ClockSetting | undefined;
  let shown = machine.now();
  return {
    async read() {
      setting = (await items.get<ClockSetting>(KEY))?.body;
      const now = machine.now();
      shown = setting ? shownAt(setting, now) : now;
    },
    now: () => shown,
    reaches(instant) {
      if (!setting) return instant;
      const now = toMs(machine.now());
      const latest = now + setting.lookAgain * 1000;
      if (setting.rate === 0) return toInstant(latest);
      return toInstant(Math.min(latest, now + (toMs(instant) - toMs(shown)) / setting.rate));
    },
  };
}

/** Sets the clock of a stage. Throws a RangeError for an instant before the one it shows: time never runs backwards. */
export async function setStageClock(
  items: ItemStore,
  { shows, rate, lookAgain }: Omit<ClockSetting, 'at'>,
  machine: Clock,
): Promise<void> {
  const stored = await items.get<ClockSetting>(KEY);
  const at = machine.now();
  const before = stored && shownAt(stored.body, at);
  if (before && shows < before)
    throw new RangeError(`the stage's clock shows ${before} and cannot go back to ${shows}; choose a later time`);
  const body: ClockSetting = { shows, at, rate, lookAgain };
  await items.transact([{ put: { ...KEY, body }, when: stored ? { version: stored.version } : 'absent' }]);
}
