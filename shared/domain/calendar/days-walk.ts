import type { DayTable } from './day-table.ts';
import { refuseEndless, type Visit, visitNobody } from './walk-visit.ts';

/** Counts days on which the office opens, from the day after (or before) the start; ends when the last one closes. */
export function walkWorkingDays(table: DayTable, fromMs: number, days: number, visit: Visit): number {
  const step = Math.sign(days);
  const first = table.dayAt(fromMs);
  visit(first, 'start');
  let left = Math.abs(days);
  for (let number = first.number + step; ; number += step) {
    refuseEndless(first.number, number);
    const day = table.day(number);
    visit(day, day.closeMs === undefined ? 'skipped' : 'counted');
    if (day.closeMs === undefined) continue;
    left -= 1;
    if (left === 0) return day.closeMs;
  }
}

/** Counts every day; where the last is one of rest, the next (backwards: the earlier) working day closes the period. */
export function walkCalendarDays(table: DayTable, fromMs: number, days: number, visit: Visit): number {
  const step = Math.sign(days);
  const first = table.dayAt(fromMs);
  const last = first.number + days;
  refuseEndless(first.number, last);
  visitSpan(table, first.number, last, visit);
  const lastClose = table.day(last).closeMs;
  if (lastClose !== undefined) return lastClose;
  for (let number = last + step; ; number += step) {
    refuseEndless(first.number, number);
    const day = table.day(number);
    visit(day, day.closeMs === undefined ? 'skipped' : 'rolled');
    if (day.closeMs !== undefined) return day.closeMs;
  }
}

/** Shows the days from the start to the last counted one, which no one but a visitor needs compiled. */
function visitSpan(table: DayTable, first: number, last: number, visit: Visit): void {
  if (visit === visitNobody) return;
  const step = Math.sign(last - first);
  visit(table.day(first), 'start');
  for (let number = first + step; number !== last + step; number += step) visit(table.day(number), 'counted');
}
