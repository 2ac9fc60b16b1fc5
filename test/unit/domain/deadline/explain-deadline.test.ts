import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORK_TIME_UNITS } from '../../../../shared/domain/calendar/work-time.ts';
import { computeDeadline } from '../../../../shared/domain/deadline/deadline.ts';
import { explainDeadline } from '../../../../shared/domain/deadline/explain-deadline.ts';
import { buildCalendar, cn, wall } from '../../../support/build-calendar.ts';
import { calendars, instants } from '../../../support/calendar-arbitraries.ts';

const calendar = buildCalendar();
const daysOf = (from: string, within: string, on = calendar) =>
  explainDeadline({ from: cn(from), within }, on).walks[0]?.walk.days ?? [];

describe('the explanation of a deadline', () => {
  it('lists each day with the hours that counted', () => {
    const days = daysOf('2026-03-02 09:13:27', '8 workingHours');
    expect(
      days.map(({ date, role, spans }) => [date, role, spans.map(({ from, to }) => `${from.time}–${to.time}`)]),
    ).toEqual([
      ['2026-03-02', 'counted', ['09:13:27–12:00', '14:00–17:30']],
      ['2026-03-03', 'counted', ['08:30–10:13:27']],
    ]);
    expect(days.reduce((sum, day) => sum + day.countedMs, 0)).toBe(8 * 3_600_000);
  });

  it('gives the notice behind each skipped and each made-up day', () => {
    const days = daysOf('2026-04-30 15:00', '4 workingDays');
    expect(days.map(({ date, role, reason, nth }) => [date.slice(5), role, reason, nth])).toEqual([
      ['04-30', 'start', 'weekday', undefined],
      ['05-01', 'skipped', 'holiday', undefined],
      ['05-02', 'skipped', 'holiday', undefined],
      ['05-03', 'skipped', 'holiday', undefined],
      ['05-04', 'skipped', 'holiday', undefined],
      ['05-05', 'skipped', 'holiday', undefined],
      ['05-06', 'counted', 'weekday', 1],
      ['05-07', 'counted', 'weekday', 2],
      ['05-08', 'counted', 'weekday', 3],
      ['05-09', 'counted', 'make-up', 4],
    ]);
    expect(days[1]?.notice).toBe('国务院办公厅关于2026年部分节假日安排的通知：劳动节');
    expect(days[9]?.notice).toBe('国务院办公厅关于2026年部分节假日安排的通知：劳动节（调休上班）');
  });

  it('shows how a last day of rest moves on', () => {
    const days = daysOf('2026-03-02 09:00', '5 calendarDays');
    expect(days.slice(-3).map(({ date, role, nth }) => [date, role, nth])).toEqual([
      ['2026-03-07', 'counted', 5],
      ['2026-03-08', 'skipped', undefined],
      ['2026-03-09', 'rolled', undefined],
    ]);
  });

  it('runs emergency hours through the night, from midnight to midnight', () => {
    const [first, second] = daysOf('2026-05-01 22:00', '3 emergencyHours');
    expect([first?.spans[0]?.from.time, first?.spans[0]?.to.time]).toEqual(['22:00', '24:00']);
    expect([second?.spans[0]?.from.time, second?.spans[0]?.to.time]).toEqual(['00:00', '01:00']);
  });

  it('walks every stage from the dispatch', () => {
    const stages = [
      { name: '围护', within: '3 emergencyHours' },
      { name: '恢复', within: '2 workingDays' },
    ];
    const explained = explainDeadline({ from: cn('2026-03-02 09:00'), within: '2 workingDays', stages }, calendar);
    expect(explained.walks.map(({ stage, walk }) => [stage, walk.from.time, wall(walk.end.instant)])).toEqual([
      ['围护', '09:00', '2026-03-02 12:00'],
      ['恢复', '09:00', '2026-03-04 17:30'],
    ]);
    expect(wall(explained.dueAt)).toBe('2026-03-04 17:30');
  });

  it('ends where the deadline lies, whatever the calendar, the start and the time given', () => {
    const units = fc.constantFrom(...WORK_TIME_UNITS);
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 40 }), units, (on, from, amount, unit) => {
        const input = { from, within: `${amount} ${unit}` };
        const { dueAt, walks } = explainDeadline(input, on);
        expect([dueAt, walks.at(-1)?.walk.end.instant]).toEqual([
          computeDeadline(input, on).dueAt,
          on.addWorking(from, { amount, unit }),
        ]);
      }),
    );
  });
});
