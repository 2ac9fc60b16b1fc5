import { type DayNumber, dateOf, dayNumber, weekdayOf, zoneDays } from '../calendar/zone-days.ts';
import type { PeriodKind } from '../campaign/vocabulary.ts';
import { type CalendarDate, type Instant, toInstant } from '../instant.ts';

/** A window of ranking and reporting: from the first moment of its first day up to, not including, `to`. */
export interface Period {
  readonly kind: PeriodKind;
  /** `2015-W23` (ISO week), `2026-03-H1` (1st to 15th) or `-H2`, `2015-06`, `2026-Q1`. */
  readonly key: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
}

interface Days {
  readonly key: string;
  readonly first: DayNumber;
  readonly last: DayNumber;
}

/** The whole window that a day lies in, in a time zone. Throws a RangeError for what is no day or no zone. */
export const periodAt = (kind: PeriodKind, date: CalendarDate, timeZone: string): Period =>
  toPeriod(kind, DAYS_AROUND[kind](dayNumber(date)), timeZone);

/** The windows from one day to another, both included; the first and the last are cut to these days. */
export function periodsOf(kind: PeriodKind, from: CalendarDate, to: CalendarDate, timeZone: string): readonly Period[] {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  const periods: Period[] = [];
  for (let day = first; day <= last; ) {
    const whole = DAYS_AROUND[kind](day);
    periods.push(toPeriod(kind, { key: whole.key, first: day, last: Math.min(whole.last, last) }, timeZone));
    day = whole.last + 1;
  }
  return periods;
}

function toPeriod(kind: PeriodKind, { key, first, last }: Days, timeZone: string): Period {
  const zone = zoneDays(timeZone);
  return {
    kind,
    key,
    from: toInstant(zone.startOf(first)),
    to: toInstant(zone.startOf(last + 1)),
    firstDay: dateOf(first),
    lastDay: dateOf(last),
  };
}

const DAYS_AROUND: Readonly<Record<PeriodKind, (day: DayNumber) => Days>> = {
  weekly: weekAround,
  halfMonthly: halfMonthAround,
  monthly: (day) => monthsAround(day, 1, (year, month) => `${year}-${twoDigits(month)}`),
  quarterly: (day) => monthsAround(day, 3, (year, month) => `${year}-Q${(month + 2) / 3}`),
};

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** The first day of a month; months past December belong to the next year. */
const firstOf = (year: number, month: number): DayNumber =>
  dayNumber(month > 12 ? `${year + 1}-${twoDigits(month - 12)}-01` : `${year}-${twoDigits(month)}-01`);

const yearOf = (day: DayNumber): number => Number(dateOf(day).slice(0, 4));
const monthOf = (day: DayNumber): number => Number(dateOf(day).slice(5, 7));

/** An ISO week belongs to the year of its Thursday. */
function weekAround(day: DayNumber): Days {
  const monday = day - weekdayOf(day) + 1;
  const year = yearOf(monday + 3);
  const week = Math.floor((monday + 3 - firstOf(year, 1)) / 7) + 1;
  return { key: `${year}-W${twoDigits(week)}`, first: monday, last: monday + 6 };
}

function halfMonthAround(day: DayNumber): Days {
  const [year, month] = [yearOf(day), monthOf(day)];
  const sixteenth = firstOf(year, month) + 15;
  const key = `${year}-${twoDigits(month)}`;
  if (day < sixteenth) return { key: `${key}-H1`, first: sixteenth - 15, last: sixteenth - 1 };
  return { key: `${key}-H2`, first: sixteenth, last: firstOf(year, month + 1) - 1 };
}

/** The block of so many months, counted from January, that a day lies in. */
function monthsAround(day: DayNumber, months: number, key: (year: number, month: number) => string): Days {
  const year = yearOf(day);
  const month = monthOf(day) - ((monthOf(day) - 1) % months);
  return { key: key(year, month), first: firstOf(year, month), last: firstOf(year, month + months) - 1 };
}
