import type { CalendarDate } from '../instant.ts';
import { type LunarFestival, lunarFestival } from './lunar-festivals.ts';
import { dateOf, dayNumber } from './zone-days.ts';

export interface StatutoryHoliday {
  readonly zh: string;
  readonly en: string;
}

const NEW_YEAR = { zh: '元旦', en: "New Year's Day" };
const SPRING_FESTIVAL = { zh: '春节', en: 'Spring Festival' };
const QINGMING = { zh: '清明', en: 'Tomb-sweeping Day' };
const LABOUR_DAY = { zh: '劳动节', en: 'Labour Day' };
const DRAGON_BOAT = { zh: '端午', en: 'Dragon Boat Festival' };
const MID_AUTUMN = { zh: '中秋', en: 'Mid-autumn Festival' };
const NATIONAL_DAY = { zh: '国庆节', en: 'National Day' };

/** The years for which the regulation stands as written here and the lunar table reaches. */
export const isStatutoryYear = (year: number): boolean => year >= 2025 && year <= 2099;

const FIXED: Readonly<Record<string, StatutoryHoliday>> = {
  '01-01': NEW_YEAR,
  '05-01': LABOUR_DAY,
  '05-02': LABOUR_DAY,
  '10-01': NATIONAL_DAY,
  '10-02': NATIONAL_DAY,
  '10-03': NATIONAL_DAY,
};

const LUNAR: Readonly<Record<LunarFestival, StatutoryHoliday>> = {
  spring: SPRING_FESTIVAL,
  dragonBoat: DRAGON_BOAT,
  midAutumn: MID_AUTUMN,
};

/**
 * The thirteen days that 全国年节及纪念日放假办法 (as revised in 2024) makes holidays for everyone, whether or not a
 * yearly notice has moved the weekends around them yet. Nothing outside `isStatutoryYear`.
 */
export function statutoryHoliday(date: CalendarDate): StatutoryHoliday | undefined {
  if (!isStatutoryYear(Number(date.slice(0, 4)))) return undefined;
  return FIXED[date.slice(5)] ?? lunarHoliday(date) ?? qingming(date);
}

/** Spring Festival is free from its eve to its third day. */
function lunarHoliday(date: CalendarDate): StatutoryHoliday | undefined {
  const festival = lunarFestival(date);
  if (festival) return LUNAR[festival];
  const day = dayNumber(date);
  const isSpring = [day + 1, day - 1, day - 2].some((other) => lunarFestival(dateOf(other)) === 'spring');
  return isSpring ? SPRING_FESTIVAL : undefined;
}

/** 清明 falls on 4 or 5 April; the customary reckoning of the solar term for the 21st century. */
function qingming(date: CalendarDate): StatutoryHoliday | undefined {
  const year = Number(date.slice(2, 4));
  const day = Math.floor(year * 0.2422 + 4.81) - Math.floor(year / 4);
  return date.slice(5) === `04-0${day}` ? QINGMING : undefined;
}
