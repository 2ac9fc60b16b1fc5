import chineseDays from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { lunarFestival } from '../../../../shared/domain/calendar/lunar-festivals.ts';
import { publicDay } from '../../../../shared/domain/calendar/public-holidays.ts';
import { statutoryHoliday } from '../../../../shared/domain/calendar/statutory-holidays.ts';
import { dateOf, dayNumber } from '../../../../shared/domain/calendar/zone-days.ts';

function holidaysOf(year: number): [date: string, name: string][] {
  const first = dayNumber(`${year}-01-01`);
  return Array.from({ length: 366 }, (_, index) => dateOf(first + index)).flatMap((date) => {
    const name = date.startsWith(String(year)) && statutoryHoliday(date)?.zh;
    return name ? [[date, name]] : [];
  });
}

describe('the holidays of the law', () => {
  it.each([2025, 2026])(
    'are thirteen days in %i, each of them free by that year’s notice under the same name',
    (year) => {
      const holidays = holidaysOf(year);
      expect(holidays).toHaveLength(13);
      // Where the Mid-autumn Festival falls into the week of National Day, the notice names one of the two.
      for (const [date, name] of holidays)
        expect([date, publicDay(date)?.work, publicDay(date)?.zh]).toEqual([
          date,
          false,
          date === '2025-10-06' ? expect.stringMatching(/国庆节|中秋/) : name,
        ]);
    },
  );

  it('follow the moon and the sun into years without a notice', () => {
    expect(holidaysOf(2027).map(([date, name]) => `${date} ${name}`)).toEqual([
      '2027-01-01 元旦',
      '2027-02-05 春节',
      '2027-02-06 春节',
      '2027-02-07 春节',
      '2027-02-08 春节',
      '2027-04-05 清明',
      '2027-05-01 劳动节',
      '2027-05-02 劳动节',
      '2027-06-09 端午',
      '2027-09-15 中秋',
      '2027-10-01 国庆节',
      '2027-10-02 国庆节',
      '2027-10-03 国庆节',
    ]);
  });

  it('take no festival from a leap month (a second fifth month in 2028)', () => {
    expect(holidaysOf(2028).filter(([, name]) => name === '端午')).toEqual([['2028-05-28', '端午']]);
  });

  it('are not claimed for years that the law or the lunar table does not reach', () => {
    expect(statutoryHoliday('2024-10-01')).toBeUndefined();
    expect(statutoryHoliday('2099-10-01')?.en).toBe('National Day');
    expect(statutoryHoliday('2100-10-01')).toBeUndefined();
  });

  it('know the days of the moon as the published tables have them, to the end of the century', () => {
    const festivals = { '1-1': 'spring', '5-5': 'dragonBoat', '8-15': 'midAutumn' } as Record<string, string>;
    for (let day = dayNumber('2025-01-01'); day <= dayNumber('2099-12-31'); day += 1) {
      const date = dateOf(day);
      const { lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(date);
      const expected = isLeap ? undefined : festivals[`${lunarMon}-${lunarDay}`];
      if (lunarFestival(date) !== expected) expect([date, lunarFestival(date)]).toEqual([date, expected]);
    }
    expect(lunarFestival('2027-02-06')).toBe('spring');
  });
});
