import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodAt, periodsOf } from '../../../../shared/domain/agenda/period.ts';
import { dateOf, dayNumber, weekdayOf } from '../../../../shared/domain/calendar/zone-days.ts';
import { PERIODS, type PeriodKind } from '../../../../shared/domain/campaign/vocabulary.ts';

const SHANGHAI = 'Asia/Shanghai';
const day = fc.integer({ min: dayNumber('2010-01-01'), max: dayNumber('2035-12-31') });

function beginsWindow(kind: PeriodKind, date: string): boolean {
  if (kind === 'weekly') return weekdayOf(dayNumber(date)) === 1;
  return (kind === 'halfMonthly' ? /-(01|16)$/ : /-01$/).test(date);
}

describe('periodAt', () => {
  it.each([
    ['weekly', '2015-06-03', '2015-W23', '2015-06-01', '2015-06-07'],
    ['weekly', '2021-01-03', '2020-W53', '2020-12-28', '2021-01-03'],
    ['weekly', '2024-12-30', '2025-W01', '2024-12-30', '2025-01-05'],
    ['halfMonthly', '2026-03-15', '2026-03-H1', '2026-03-01', '2026-03-15'],
    ['halfMonthly', '2028-02-16', '2028-02-H2', '2028-02-16', '2028-02-29'],
    ['halfMonthly', '2026-12-31', '2026-12-H2', '2026-12-16', '2026-12-31'],
    ['monthly', '2015-06-30', '2015-06', '2015-06-01', '2015-06-30'],
    ['monthly', '2026-12-01', '2026-12', '2026-12-01', '2026-12-31'],
    ['quarterly', '2026-02-28', '2026-Q1', '2026-01-01', '2026-03-31'],
    ['quarterly', '2026-10-01', '2026-Q4', '2026-10-01', '2026-12-31'],
  ] as const)('puts the %s window around %s', (kind, date, key, firstDay, lastDay) => {
    expect(periodAt(kind, date, SHANGHAI)).toMatchObject({ kind, key, firstDay, lastDay });
  });

  it('runs a week from Monday 00:00 to Monday 00:00 of the zone', () => {
    expect(periodAt('weekly', '2015-06-01', SHANGHAI)).toMatchObject({
      from: '2015-05-31T16:00:00.000Z',
      to: '2015-06-07T16:00:00.000Z',
    });
  });

  it('loses an hour in the week in which the clocks go forward', () => {
    expect(periodAt('weekly', '2019-03-10', 'America/New_York')).toMatchObject({
      from: '2019-03-04T05:00:00.000Z',
      to: '2019-03-11T04:00:00.000Z',
    });
  });

  it('begins with the first moment of a day whose midnight the clocks skip', () => {
    expect(periodAt('monthly', '2018-11-04', 'America/Sao_Paulo').from).toBe('2018-11-01T03:00:00.000Z');
    expect(periodsOf('weekly', '2018-11-04', '2018-11-04', 'America/Sao_Paulo')[0]?.from).toBe(
      '2018-11-04T03:00:00.000Z',
    );
  });

  it('is the same for every day it holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), day, fc.nat(91), (kind, start, offset) => {
        const period = periodAt(kind, dateOf(start), SHANGHAI);
        const other = Math.min(dayNumber(period.firstDay) + offset, dayNumber(period.lastDay));
        expect(periodAt(kind, dateOf(other), SHANGHAI)).toEqual(period);
        expect(dayNumber(period.firstDay) <= start && start <= dayNumber(period.lastDay)).toBe(true);
      }),
    );
  });

  it('throws for what is no day', () => {
    expect(() => periodAt('weekly', '2026-02-30', SHANGHAI)).toThrow('"2026-02-30" is no calendar day');
  });
});

describe('periodsOf', () => {
  it('cuts the first and the last window to the days asked for', () => {
    const days = periodsOf('monthly', '2026-03-02', '2026-06-09', SHANGHAI).map((p) => [p.key, p.firstDay, p.lastDay]);
    expect(days).toEqual([
      ['2026-03', '2026-03-02', '2026-03-31'],
      ['2026-04', '2026-04-01', '2026-04-30'],
      ['2026-05', '2026-05-01', '2026-05-31'],
      ['2026-06', '2026-06-01', '2026-06-09'],
    ]);
  });

  it('has none where the last day lies before the first', () => {
    expect(periodsOf('weekly', '2026-03-02', '2026-03-01', SHANGHAI)).toEqual([]);
  });

  it('covers every moment of the days asked for once, in whole weeks, months and quarters but for the ends', () => {
    const zone = fc.constantFrom(SHANGHAI, 'America/New_York', 'America/Sao_Paulo', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(fc.constantFrom(...PERIODS), day, fc.nat(400), zone, (kind, start, length, timeZone) => {
        const periods = periodsOf(kind, dateOf(start), dateOf(start + length), timeZone);
        expect(periods[0]?.firstDay).toBe(dateOf(start));
        expect(periods.at(-1)?.lastDay).toBe(dateOf(start + length));
        expect(new Set(periods.map(({ key }) => key)).size).toBe(periods.length);
        expect(periods.every(({ from, to }) => from < to)).toBe(true);
        expect(periods.slice(1).map(({ from }) => from)).toEqual(periods.slice(0, -1).map(({ to }) => to));
        expect(periods.slice(1).filter(({ firstDay }) => !beginsWindow(kind, firstDay))).toEqual([]);
      }),
    );
  });
});
