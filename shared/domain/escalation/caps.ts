import type { SendingConfig } from '../campaign/ladder-schema.ts';
import { DAY_MS } from '../instant.ts';

/** What holds an SMS back, in the words of the campaign's settings. */
export const CAPS = ['perNumberPerDay', 'perUnitPerDay', 'perDay', 'budget'] as const;
export type Cap = (typeof CAPS)[number];

export type Caps = Pick<SendingConfig, Cap>;

/** What was reserved so far, on the day in question where a cap is by day. */
export interface Reserved {
  /** To the number, each with its time in ms, also of other campaigns. */
  readonly number: readonly number[];
  readonly unit: number;
  readonly day: number;
  /** In hundredths of a fen. */
  readonly money: number;
}

const HUNDREDTHS_OF_A_FEN = 10_000;

/** What so many parts cost, in hundredths of a fen; nothing without a budget. */
export const priceOf = (parts: number, { budget }: Caps): number =>
  budget ? parts * Math.round(budget.yuanPerPart * HUNDREDTHS_OF_A_FEN) : 0;

/** The times within the 24 hours before `now`, in ms: a carrier counts a rolling day, not a calendar day. */
export const withinDay = (times: readonly number[], now: number): number[] =>
  times.filter((time) => time > now - DAY_MS);

/** The first cap that one more SMS of so many parts would break; undefined where all leave room for it. */
export function capReached(caps: Caps, reserved: Reserved, sms: { parts: number; now: number }): Cap | undefined {
  const { perNumberPerDay, perUnitPerDay = Infinity, perDay = Infinity, budget } = caps;
  const money = budget ? Math.round(budget.yuan * HUNDREDTHS_OF_A_FEN) : Infinity;
  if (withinDay(reserved.number, sms.now).length >= perNumberPerDay) return 'perNumberPerDay';
  if (reserved.unit >= perUnitPerDay) return 'perUnitPerDay';
  if (reserved.day >= perDay) return 'perDay';
  return reserved.money + priceOf(sms.parts, caps) > money ? 'budget' : undefined;
}
