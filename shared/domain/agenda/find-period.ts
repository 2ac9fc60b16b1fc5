import type { PeriodKind } from '../campaign/vocabulary.ts';
import type { Agenda } from './agenda-entry.ts';
import type { Period } from './period.ts';

/** The agenda closes no such window. */
export class UnknownPeriod extends Error {
  constructor(kind: PeriodKind, key: string) {
    super(`the agenda closes no ${kind} window "${key}"; it lists those that are ranked or reported on`);
    this.name = 'UnknownPeriod';
  }
}

/** A window that the agenda closes, with the one of its kind before it. Throws `UnknownPeriod`. */
export function findPeriod(
  { entries }: Agenda,
  kind: PeriodKind,
  key: string,
): { readonly period: Period; readonly previous: Period | undefined } {
  const periods = entries.flatMap(({ period }) => (period?.kind === kind ? [period] : []));
  const index = periods.findIndex((period) => period.key === key);
  const period = periods[index];
  if (!period) throw new UnknownPeriod(kind, key);
  return { period, previous: periods[index - 1] };
}
