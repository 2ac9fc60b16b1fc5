import type { CompiledDay } from './day-table.ts';

/**
 * What a day was to a walk: where it started (and gave nothing), counted, skipped because nobody worked,
 * or rolled: the working day a calendar-day period moved on to because its last day was one of rest.
 */
export type WalkRole = 'start' | 'counted' | 'skipped' | 'rolled';

/** Told of each day in walking order; `from` and `to` bound one counted stretch, given once per stretch. */
export type Visit = (day: CompiledDay, role: WalkRole, from?: number, to?: number) => void;

/** Who only wants the end of a walk; walks may take short cuts for it. */
export const visitNobody: Visit = () => undefined;

/** A walk gives up after a hundred years: no office means that, so a date or an amount is mistyped. */
const LONGEST_WALK_DAYS = 36_525;

/** Throws a RangeError once a walk between two day numbers is over a hundred years long. */
export function refuseEndless(first: number, reached: number): void {
  const days = Math.abs(reached - first);
  if (days <= LONGEST_WALK_DAYS) return;
  throw new RangeError(`counting over ${days} days passes the limit of 100 years; check the dates and the amount`);
}
