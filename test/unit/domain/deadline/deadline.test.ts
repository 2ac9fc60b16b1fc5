import { describe, expect, it } from 'vitest';
import { computeDeadline, remainingWorking } from '../../../../shared/domain/deadline/deadline.ts';
import { buildCalendar, cn, wall } from '../../../support/build-calendar.ts';

const calendar = buildCalendar();

describe('a deadline', () => {
  it.each([
    ['8 workingHours', '2026-05-06 17:30'],
    ['3 workingDays', '2026-05-08 17:30'],
    ['15 calendarDays', '2026-05-15 17:30'],
    ['24 emergencyHours', '2026-05-01 16:30'],
  ])('of %s, dispatched on the eve of Labour Day, is due %s', (within, due) => {
    const deadline = computeDeadline({ from: cn('2026-04-30 16:30'), within }, calendar);
    expect(wall(deadline.dueAt)).toBe(due);
    expect(deadline.stages).toEqual([]);
  });

  it('counts every stage from the dispatch and is due with the last', () => {
    const stages = [
      { name: '围护', within: '3 emergencyHours' },
      { name: '修复', within: '8 workingHours' },
      { name: '恢复', within: '5 workingDays' },
    ];
    const deadline = computeDeadline({ from: cn('2026-03-06 16:00'), within: '5 workingDays', stages }, calendar);
    expect(deadline.stages.map(({ name, dueAt }) => `${name} ${wall(dueAt)}`)).toEqual([
      '围护 2026-03-06 19:00',
      '修复 2026-03-09 17:00',
      '恢复 2026-03-13 17:30',
    ]);
    expect(deadline.dueAt).toBe(deadline.stages[2]?.dueAt);
  });

  it('lets two stages end together', () => {
    const stages = [
      { name: '修复', within: '1 workingDays' },
      { name: '恢复', within: '1 calendarDays' },
    ];
    const deadline = computeDeadline({ from: cn('2026-03-02 09:00'), within: '1 calendarDays', stages }, calendar);
    expect(deadline.stages[0]?.dueAt).toBe(deadline.dueAt);
  });

  it('throws when a stage would be due before the one ahead of it, naming both', () => {
    const stages = [
      { name: '修复', within: '2 workingDays' },
      { name: '围护', within: '3 emergencyHours' },
    ];
    expect(() => computeDeadline({ from: cn('2026-03-02 09:00'), within: '2 workingDays', stages }, calendar)).toThrow(
      'stage "围护" would be due 2026-03-02T04:00:00.000Z, before stage "修复" at 2026-03-04T09:30:00.000Z',
    );
  });

  it.each(['0 workingHours', '-2 workingDays'])('throws when %s leave no time', (within) => {
    expect(() => computeDeadline({ from: cn('2026-03-02 09:00'), within }, calendar)).toThrow(within);
  });
});

describe('the working time left', () => {
  it('is positive before the due date and negative after it', () => {
    const dueAt = cn('2026-03-02 17:30');
    expect(remainingWorking(cn('2026-03-02 11:00'), dueAt, calendar)).toBe(4.5 * 3_600_000);
    expect(remainingWorking(cn('2026-03-03 09:30'), dueAt, calendar)).toBe(-3_600_000);
    expect(remainingWorking(cn('2026-03-02 20:00'), dueAt, calendar)).toBe(0);
  });
});
