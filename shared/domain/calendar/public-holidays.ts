import type { CalendarDate } from '../instant.ts';
import { HOLIDAY_DAYS } from './holiday-notices.ts';

/** One day that a yearly holiday notice of the State Council's General Office rules on. */
export interface PublicDay {
  readonly work: boolean;
  /** The holiday behind it, also for a make-up workday 调休. */
  readonly zh: string;
  readonly en: string;
  /** The year of the notice. */
  readonly noticeYear: number;
}

const noticeYears = new Set(HOLIDAY_DAYS.flatMap(({ off }) => Object.keys(off).map(Number)));

/** Each day by its date, once the first one is asked for. */
let known: ReadonlyMap<CalendarDate, PublicDay> | undefined;

function readNotices(): ReadonlyMap<CalendarDate, PublicDay> {
  const days = new Map<CalendarDate, PublicDay>();
  for (const { zh, en, off, work } of HOLIDAY_DAYS) {
    for (const [years, isWork] of [[off, false] as const, [work, true] as const]) {
      for (const date of datesOf(years)) days.set(date, { work: isWork, zh, en, noticeYear: noticeYear(date, zh) });
    }
  }
  return days;
}

const datesOf = (years: Readonly<Record<string, string>>): readonly CalendarDate[] =>
  Object.entries(years).flatMap(([year, days]) =>
    days.split(' ').map((day) => `${year}-${day.slice(0, 2)}-${day.slice(2)}`),
  );

/** The zones of mainland China in the tz database; Hong Kong, Macau and Taipei keep holidays of their own. */
const MAINLAND_ZONES = new Set([
  'Asia/Shanghai',
  'Asia/Urumqi',
  'Asia/Chongqing',
  'Asia/Chungking',
  'Asia/Harbin',
  'Asia/Kashgar',
  'PRC',
]);

/** Whether the State Council's holiday notices bind in this zone. */
export const followsHolidayNotices = (timeZone: string): boolean => MAINLAND_ZONES.has(timeZone);

/** Whether the data knows a holiday notice for this year; the one for next year comes out each November. */
export const hasHolidayNotice = (year: number): boolean => noticeYears.has(year);

/** What a holiday notice says of this day, or undefined for a day it leaves as it is. */
export function publicDay(date: CalendarDate): PublicDay | undefined {
  known ??= readNotices();
  return known.get(date);
}

/** Days moved in December for New Year's Day stand in the coming year's notice. */
const noticeYear = (date: CalendarDate, holiday: string): number =>
  Number(date.slice(0, 4)) + (holiday === '元旦' && date.slice(5, 7) === '12' ? 1 : 0);
