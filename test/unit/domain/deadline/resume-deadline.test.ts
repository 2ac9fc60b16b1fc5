import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkTimeUnit } from '../../../../shared/domain/calendar/work-time.ts';
import { WORK_TIME_UNITS } from '../../../../shared/domain/calendar/work-time.ts';
import { computeDeadline, resumeDeadline } from '../../../../shared/domain/deadline/deadline.ts';
import { buildCalendar, cn, wall } from '../../../support/build-calendar.ts';
import { calendars, instants } from '../../../support/calendar-arbitraries.ts';

const calendar = buildCalendar();
const resume = (due: string, parked: string, resumed: string, unit?: WorkTimeUnit) =>
  wall(
    resumeDeadline({ dueAt: cn(due), parkedAt: cn(parked), resumedAt: cn(resumed), ...(unit && { unit }) }, calendar),
  );

describe('a parked clock that runs again', () => {
  it('has the working time left re-added', () => {
    expect(resume('2026-03-03 11:30', '2026-03-02 16:30', '2026-03-16 15:30')).toBe('2026-03-17 10:30');
  });

  it('goes on at the next opening when it resumes while nobody works', () => {
    expect(resume('2026-03-03 11:30', '2026-03-03 09:30', '2026-05-02 10:00')).toBe('2026-05-06 10:30');
  });

  it('closes with the office again where the deadline was given in days', () => {
    const days = ['2026-03-06 17:30', '2026-03-04 10:00', '2026-03-16 15:00'] as const;
    expect(resume(...days)).toBe('2026-03-19 11:30');
    expect(resume(...days, 'workingDays')).toBe('2026-03-19 17:30');
    expect(resume(...days, 'calendarDays')).toBe('2026-03-19 17:30');
  });

  it('closes on the next working day where the time left ends in a weekend shift', () => {
    const shifts = buildCalendar({ shiftHours: [{ from: '08:00', to: '12:00', weekdays: [6] }] });
    const clock = {
      dueAt: cn('2026-03-04 17:30'),
      parkedAt: cn('2026-03-04 15:30'),
      resumedAt: cn('2026-03-06 16:30'),
    };
    expect(wall(resumeDeadline({ ...clock, unit: 'workingDays' }, shifts))).toBe('2026-03-09 17:30');
  });

  it('has elapsed time re-added where it runs in emergency hours', () => {
    expect(resume('2026-03-08 03:00', '2026-03-07 23:00', '2026-03-20 20:00', 'emergencyHours')).toBe(
      '2026-03-21 00:00',
    );
  });

  it('stays overdue when it was overdue at parking', () => {
    expect(resume('2026-03-02 17:30', '2026-03-02 17:30', '2026-03-20 09:00')).toBe('2026-03-02 17:30');
    expect(resume('2026-03-02 17:30', '2026-03-05 09:00', '2026-03-20 09:00')).toBe('2026-03-02 17:30');
  });

  it('throws when it resumes before it was parked', () => {
    expect(() => resume('2026-03-09 17:30', '2026-03-05 09:00', '2026-03-04 09:00')).toThrow('cannot resume');
  });

  it('is due again at the same time when it resumes at once', () => {
    for (const [due, unit] of [
      ['2026-03-03 08:30', undefined],
      ['2026-03-03 17:30', 'workingDays'],
      ['2026-03-08 03:00', 'emergencyHours'],
    ] as const)
      expect(resume(due, '2026-03-02 18:00', '2026-03-02 18:00', unit)).toBe(due);
  });

  it('never brings a deadline forward or ends it outside working time, save in emergency hours', () => {
    const units = fc.constantFrom(...WORK_TIME_UNITS);
    const moments = fc.tuple(instants, instants, instants).map((three) => three.toSorted());
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 30 }), units, (on, moment, amount, unit) => {
        const [from = '', parkedAt = '', resumedAt = ''] = moment;
        const { dueAt } = computeDeadline({ from, within: `${amount} ${unit}` }, on);
        const resumed = resumeDeadline({ dueAt, parkedAt, resumedAt, unit }, on);
        expect(resumed >= dueAt).toBe(true);
        if (unit !== 'emergencyHours') expect(on.isWorking(resumed)).toBe(true);
      }),
    );
  });

  it('leaves as much working time after resuming as was left at parking', () => {
    fc.assert(
      fc.property(calendars, instants, instants, fc.integer({ min: 1, max: 60 }), (on, from, resumedAt, hours) => {
        fc.pre(resumedAt >= from);
        const { dueAt } = computeDeadline({ from, within: `${hours} workingHours` }, on);
        const resumed = resumeDeadline({ dueAt, parkedAt: from, resumedAt, unit: 'workingHours' }, on);
        expect(on.workingMsBetween(resumedAt, resumed)).toBe(hours * 3_600_000);
      }),
    );
  });
});
