import * as fc from 'fast-check';
import { WORK_TIME_UNITS, type WorkTime } from '../../shared/domain/calendar/work-time.ts';
import { type Instant, toInstant } from '../../shared/domain/instant.ts';
import { buildCalendar } from './build-calendar.ts';

/** The calendars properties must hold on: plain, with shifts and overrides, with summer time, open round the clock. */
export const CALENDARS = {
  plain: buildCalendar(),
  shifts: buildCalendar({
    shiftHours: [
      { from: '06:30', to: '08:30', weekdays: [2, 4] },
      { from: '17:00', to: '24:00', weekdays: [1, 6, 7] },
    ],
    overrides: [
      { date: '2026-05-02', work: true, notice: '集中行动通知' },
      { date: '2026-03-10', work: false, notice: '县庆放假通知' },
    ],
  }),
  summerTime: buildCalendar({ officeHours: [{ from: '01:30', to: '17:45' }] }, 'America/New_York'),
  roundTheClock: buildCalendar({ officeHours: [{ from: '00:00', to: '24:00' }] }),
};

export const calendars = fc
  .constantFrom(...(Object.keys(CALENDARS) as (keyof typeof CALENDARS)[]))
  .map((name) => CALENDARS[name]);

/** Moments from the end of 2025 into 2027, for which no holiday notice is known, to the second. */
export const instants: fc.Arbitrary<Instant> = fc
  .integer({ min: Date.parse('2025-12-01T00:00:00Z') / 1000, max: Date.parse('2027-03-01T00:00:00Z') / 1000 })
  .map((seconds) => toInstant(seconds * 1000));

/** Working hours in minutes, so that sums are exact; never zero. */
export const workingHours = fc.integer({ min: 1, max: 60 * 60 }).map(
  (minutes): WorkTime => ({
    amount: minutes / 60,
    unit: 'workingHours',
  }),
);

/** An amount of any unit, forwards or backwards, never zero. */
export const workTimes: fc.Arbitrary<WorkTime> = fc
  .record({ amount: fc.integer({ min: 1, max: 40 }), back: fc.boolean(), unit: fc.constantFrom(...WORK_TIME_UNITS) })
  .map(({ amount, back, unit }) => ({ amount: back ? -amount : amount, unit }));
