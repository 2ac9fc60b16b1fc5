import type { CalendarConfig } from '../../calendar/calendar-schema.ts';
import type { WorkTime, WorkTimeUnit } from '../../calendar/work-time.ts';

/** Five of seven days are worked, holidays apart. */
const WORKED = 5 / 7;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Office hours of one day, in hours. */
export const hoursPerDay = ({ officeHours }: CalendarConfig): number =>
  officeHours.reduce((sum, { from, to }) => sum + (minutesOf(to) - minutesOf(from)) / 60, 0);

/** A time in working hours, roughly: how long a holiday makes it shows only on a real date. */
export function roughHours({ amount, unit }: WorkTime, dayHours: number): number {
  const perUnit: Record<WorkTimeUnit, number> = {
    emergencyHours: (dayHours * WORKED) / 24,
    workingHours: 1,
    workingDays: dayHours,
    calendarDays: dayHours * WORKED,
  };
  return amount * perUnit[unit];
}

/**
 * Whether a time lies after another, both counted from the same moment. Times of one unit and times on both sides of
 * that moment compare exactly; others count as later unless they are earlier by more than a working day.
 */
export function isLater(time: WorkTime, before: WorkTime, dayHours: number): boolean {
  if (time.unit === before.unit || time.amount * before.amount <= 0) return time.amount > before.amount;
  return roughHours(time, dayHours) > roughHours(before, dayHours) - dayHours;
}
