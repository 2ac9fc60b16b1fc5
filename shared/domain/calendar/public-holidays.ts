import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { CalendarDate } from '../instant.ts';

/**
 * One day that a yearly holiday notice of the State Council's General Office rules on.
 * The package's data file is read instead of its functions, because only the data tells which years have a notice:
 * the functions call an unknown year's days ordinary.
 */
export interface PublicDay {
  readonly work: boolean;
  /** The holiday behind it, also for a make-up workday 调休. */
  readonly zh: string;
  readonly en: string;
  /** The year of the notice. */
  readonly noticeYear: number;
}

const holidays: Readonly<Record<string, string>> = published.holidays;
const makeUpDays: Readonly<Record<string, string>> = published.workdays;
const noticeYears = new Set(Object.keys(holidays).map((date) => Number(date.slice(0, 4))));

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
  const rest = holidays[date];
  const text = rest ?? makeUpDays[date];
  if (text === undefined) return undefined;
  const [en = '', zh = ''] = text.split(',');
  return { work: rest === undefined, zh, en, noticeYear: noticeYear(date, zh) };
}

/** Days moved in December for New Year's Day stand in the coming year's notice. */
const noticeYear = (date: CalendarDate, holiday: string): number =>
  Number(date.slice(0, 4)) + (holiday === '元旦' && date.slice(5, 7) === '12' ? 1 : 0);
