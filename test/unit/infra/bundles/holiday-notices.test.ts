import { readFileSync } from 'node:fs';
import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { holidayNoticesText } from '../../../../infra/bundles/holiday-notices-text.ts';
import { hasHolidayNotice, publicDay } from '../../../../shared/domain/calendar/public-holidays.ts';
import { dateOf, dayNumber } from '../../../../shared/domain/calendar/zone-days.ts';

const file = new URL('../../../../shared/domain/calendar/holiday-notices.ts', import.meta.url);
const holidays: Readonly<Record<string, string>> = published.holidays;
const workdays: Readonly<Record<string, string>> = published.workdays;

describe('the days of the holiday notices', () => {
  it('are those of the package, in the form that npm run holidays gives them', () => {
    expect(readFileSync(file, 'utf8')).toBe(holidayNoticesText(published));
  });
  it('say of every day what the package says of it', () => {
    for (let day = dayNumber('2003-12-01'); day <= dayNumber('2030-01-31'); day += 1) {
      const date = dateOf(day);
      const found = publicDay(date);
      const said = found && [found.work, found.en, found.zh];
      const text = holidays[date] ?? workdays[date];
      const [en, zh] = text?.split(',') ?? [];
      const expected = text && [!(date in holidays), en, zh];
      if (String(said) !== String(expected)) expect([date, said]).toEqual([date, expected]);
    }
  });
  it('have a notice for the years that the package has one for', () => {
    const years = new Set(Object.keys(holidays).map((date) => Number(date.slice(0, 4))));
    for (let year = 2000; year <= 2100; year += 1)
      expect([year, hasHolidayNotice(year)]).toEqual([year, years.has(year)]);
  });
});
