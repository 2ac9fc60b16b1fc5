import { describe, expect, it } from 'vitest';
import { computeAgenda } from '../../../../shared/domain/agenda/agenda.ts';
import { occurrenceId, taskFacts, taskOccurrences } from '../../../../shared/domain/agenda/task-occurrence.ts';
import { createWorkingCalendar } from '../../../../shared/domain/calendar/working-calendar.ts';
import { cn } from '../../../support/build-calendar.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';

const campaign = buildCampaign({
  phases: [
    {
      phase: 'publicity',
      starts: '2026-03-02',
      ends: '2026-03-20',
      tasks: [
        { id: 'letter', name: '责任状', kind: 'letter', due: '2026-03-04', units: ['street-east', 'town-north'] },
        { id: 'report', name: '周报', kind: 'report', due: '2026-03-06', every: 'week' },
      ],
    },
    { phase: 'attack', starts: '2026-03-21', ends: '2026-05-25' },
    { phase: 'consolidation', starts: '2026-05-26', ends: '2026-06-09' },
  ],
});
const agenda = computeAgenda(campaign, createWorkingCalendar(campaign.calendar, campaign.timeZone), { revision: 1 });
const occurrences = taskOccurrences(campaign, agenda);

describe('taskOccurrences', () => {
  it('has one for a single task and one for each week of a weekly one', () => {
    expect(occurrences.map(({ id }) => id)).toEqual(['letter', 'report~1', 'report~2', 'report~3']);
  });
  it('is owed at the close of business by the units named, or by all', () => {
    expect(occurrences[0]).toEqual({
      id: 'letter',
      task: 'letter',
      dueAt: cn('2026-03-04 17:30'),
      units: ['street-east', 'town-north'],
    });
    expect(occurrences[1]?.units).toHaveLength(6);
  });
  it('is what a task-due entry of the agenda stands for', () => {
    const ids = agenda.entries.filter(({ kind }) => kind === 'task-due').map(occurrenceId);
    expect(ids).toEqual(occurrences.map(({ id }) => id));
  });
});

describe('taskFacts', () => {
  const filed = [{ task: 'report~1', unit: 'street-east', at: cn('2026-03-06 09:00') }];
  it('knows neither filings nor due dates from the end of the window on', () => {
    expect(taskFacts(occurrences, filed, cn('2026-03-06 09:00')).some(({ doneAt }) => doneAt)).toBe(false);
    const week = taskFacts(occurrences, filed, cn('2026-03-09 00:00'));
    expect(week).toHaveLength(2 + 6);
    expect(week.filter(({ doneAt }) => doneAt)).toEqual([
      { task: 'report~1', unit: 'street-east', dueAt: cn('2026-03-06 17:30'), doneAt: cn('2026-03-06 09:00') },
    ]);
  });
});
