import { describe, expect, it } from 'vitest';
import { parseWorkTime } from '../../../../shared/domain/calendar/work-time.ts';
import { buildCalendar } from '../../../support/build-calendar.ts';

describe('a zone with summer time (New York: 8 March and 1 November 2026)', () => {
  const office = [{ from: '09:00', to: '17:00' }];
  const calendar = buildCalendar({ officeHours: office }, 'America/New_York');
  const add = (from: string, text: string, on = calendar) => on.addWorking(from, parseWorkTime(text));

  it('opens at nine by the wall clock before and after the change', () => {
    expect(calendar.intervals('2026-03-06')[0]?.from).toBe('2026-03-06T14:00:00.000Z');
    expect(calendar.intervals('2026-03-09')[0]?.from).toBe('2026-03-09T13:00:00.000Z');
  });

  it('carries working hours over the change without gaining or losing one', () => {
    expect(add('2026-03-06T21:00:00.000Z', '2 workingHours')).toBe('2026-03-09T14:00:00.000Z');
    expect(add('2026-03-09T14:00:00.000Z', '-2 workingHours')).toBe('2026-03-06T21:00:00.000Z');
  });

  it('counts emergency hours by elapsed time', () => {
    expect(add('2026-03-08T06:30:00.000Z', '1 emergencyHours')).toBe('2026-03-08T07:30:00.000Z');
  });

  it('counts a day of 23 and one of 25 hours as one calendar day each', () => {
    expect(add('2026-03-07T15:00:00.000Z', '2 calendarDays')).toBe('2026-03-09T21:00:00.000Z');
    expect(add('2026-10-31T15:00:00.000Z', '2 calendarDays')).toBe('2026-11-02T22:00:00.000Z');
  });

  it('loses the skipped hour of a night shift and works the repeated one', () => {
    const night = buildCalendar(
      { officeHours: office, shiftHours: [{ from: '00:00', to: '06:00', weekdays: [7] }] },
      'America/New_York',
    );
    const hours = (date: string) => night.workingMsBetween(night.startOfDay(date), night.closeOfDay(date)) / 3_600_000;
    expect([hours('2026-03-01'), hours('2026-03-08'), hours('2026-11-01')]).toEqual([6, 5, 7]);
  });

  it('has no working day where the change swallows the office hours', () => {
    const early = buildCalendar(
      {
        officeHours: [{ from: '02:00', to: '03:00' }],
        overrides: [{ date: '2026-03-08', work: true, notice: 'order 1' }],
      },
      'America/New_York',
    );
    expect(early.intervals('2026-03-08')).toEqual([]);
    expect(early.addWorking('2026-03-07T15:00:00.000Z', { amount: 1, unit: 'workingDays' })).toBe(
      '2026-03-09T07:00:00.000Z',
    );
  });

  it('starts a day late where the change skips midnight (Santiago, 6 September 2026)', () => {
    const santiago = buildCalendar({}, 'America/Santiago');
    expect(santiago.startOfDay('2026-09-06')).toBe('2026-09-06T04:00:00.000Z');
    expect(santiago.dayOf('2026-09-06T03:59:59.000Z')).toBe('2026-09-05');
  });

  it('survives a day that a zone left out (Apia, 30 December 2011)', () => {
    const apia = buildCalendar({}, 'Pacific/Apia');
    expect(apia.intervals('2011-12-30')).toEqual([]);
    const thursday = '2011-12-30T00:00:00.000Z';
    expect(apia.dayOf(thursday)).toBe('2011-12-29');
    expect(apia.dayOf(apia.addWorking(thursday, { amount: 1, unit: 'workingDays' }))).toBe('2012-01-02');
  });
});
