import { HOUR_MS } from '../instant.ts';
import type { DayTable } from './day-table.ts';
import { walkCalendarDays, walkWorkingDays } from './days-walk.ts';
import { walkContinuous, walkHoursBack, walkHoursOn } from './hours-walk.ts';
import { type Visit, visitNobody } from './walk-visit.ts';
import type { WorkTime } from './work-time.ts';

/**
 * The one walk behind every due date and every explanation: from a moment through the days of a calendar.
 *
 * 民法典 art. 201: a period in days does not count the day it starts on, one in hours runs from its moment.
 * Art. 203: a last day of rest moves on to the day after, and the last day ends when business closes.
 * Art. 204 lets rules depart from this, as `workingHours` and `workingDays` do.
 * A negative amount walks back by the same rules, mirrored. No amount at all stays where it is.
 * Throws a RangeError for a split day and for a walk of over a hundred years.
 */
export function walkWorkTime(table: DayTable, fromMs: number, time: WorkTime, visit: Visit = visitNobody): number {
  const { amount, unit } = time;
  switch (unit) {
    case 'emergencyHours':
      return amount === 0 ? fromMs : walkContinuous(table, fromMs, fromMs + hoursMs(amount), visit);
    case 'workingHours':
      return walkHours(table, fromMs, hoursMs(amount), visit);
    case 'workingDays':
      return amount === 0 ? fromMs : walkWorkingDays(table, fromMs, wholeDays(amount), visit);
    case 'calendarDays':
      return amount === 0 ? fromMs : walkCalendarDays(table, fromMs, wholeDays(amount), visit);
    default:
      return unit satisfies never;
  }
}

function walkHours(table: DayTable, fromMs: number, ms: number, visit: Visit): number {
  if (ms === 0) return fromMs;
  return ms > 0 ? walkHoursOn(table, fromMs, ms, visit) : walkHoursBack(table, fromMs, -ms, visit);
}

const hoursMs = (hours: number): number => Math.round(hours * HOUR_MS);

function wholeDays(days: number): number {
  if (Number.isInteger(days)) return days;
  throw new RangeError(`${days} days cannot be counted; days are whole, write the rest in hours`);
}
