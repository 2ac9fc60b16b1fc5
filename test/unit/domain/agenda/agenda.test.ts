import { describe, expect, it } from 'vitest';
import { type AgendaEntry, computeAgenda } from '../../../../shared/domain/agenda/agenda.ts';
import { createWorkingCalendar } from '../../../../shared/domain/calendar/working-calendar.ts';
import type { CampaignInput } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaign, buildCampaignInput } from '../../../support/build-campaign.ts';

const [publicity, attack, consolidation] = buildCampaignInput().phases as [Phase, Phase, Phase];
type Phase = CampaignInput['phases'][number];

const gate = {
  id: '70',
  name: '达七成',
  on: '2026-05-15',
  measure: { name: 'closingRate' as const },
  target: { atLeast: 0.7 },
};
const steps = [
  { id: 'self', name: '自拆助拆', starts: '2026-03-12', ends: '2026-05-15' },
  { id: 'forced', name: '依法强拆', starts: '2026-05-16', ends: '2026-05-25' },
];
const tasks = [
  { id: 'letter', name: '签订责任状', kind: 'letter' as const, due: '2026-03-13' },
  { id: 'report', name: '周报', kind: 'report' as const, due: '2026-05-08', every: 'week' as const },
];

function entriesOf(overrides: Partial<CampaignInput> = {}): readonly AgendaEntry[] {
  const campaign = buildCampaign(overrides);
  const calendar = createWorkingCalendar(campaign.calendar, campaign.timeZone);
  return computeAgenda(campaign, calendar, { revision: 1 }).entries;
}

const rich = entriesOf({
  phases: [publicity, { ...attack, steps, gates: [gate], tasks }, consolidation],
  ranking: { periods: ['weekly', 'monthly'] },
  bulletins: { periods: ['halfMonthly'] },
  calendar: { actionDays: [{ weekday: 2, name: '除癣日' }] },
});
const find = (id: string): AgendaEntry | undefined => rich.find((entry) => entry.id === id);

describe('computeAgenda', () => {
  it('gives a plain campaign its phases, weeks and months in order', () => {
    const entries = entriesOf();
    expect(entries.filter(({ kind }) => kind !== 'period-closes').map(({ id, at }) => `${at} ${id}`)).toEqual([
      '2026-03-01T16:00:00.000Z phase-opens:publicity',
      '2026-03-11T16:00:00.000Z phase-closes:publicity',
      '2026-03-11T16:00:00.000Z phase-opens:attack',
      '2026-05-25T16:00:00.000Z phase-closes:attack',
      '2026-05-25T16:00:00.000Z phase-opens:consolidation',
      '2026-06-09T16:00:00.000Z phase-closes:consolidation',
      '2026-06-09T16:00:00.000Z conclude',
    ]);
    expect(entries.filter(({ period }) => period?.kind === 'monthly').map(({ id }) => id)).toEqual([
      'monthly:2026-03',
      'monthly:2026-04',
      'monthly:2026-05',
      'monthly:2026-06',
    ]);
    expect(entries.filter(({ period }) => period?.kind === 'weekly')).toHaveLength(15);
  });

  it('closes a week when Monday begins, and the cut last week with the campaign', () => {
    const weeks = entriesOf().filter(({ period }) => period?.kind === 'weekly');
    expect(weeks[0]).toMatchObject({
      id: 'weekly:2026-W10',
      at: '2026-03-08T16:00:00.000Z',
      day: '2026-03-08',
      phase: 'publicity',
      title: '周统计截止（3月2日—3月8日）',
      titleEn: 'week closes: 2026-W10 (2026-03-02 to 2026-03-08)',
      period: { from: '2026-03-01T16:00:00.000Z', to: '2026-03-08T16:00:00.000Z' },
    });
    expect(weeks.at(-1)).toMatchObject({
      id: 'weekly:2026-W24',
      at: '2026-06-09T16:00:00.000Z',
      day: '2026-06-09',
      phase: 'consolidation',
    });
  });

  it('closes the windows that are ranked and those that only a bulletin covers, and no others', () => {
    expect(new Set(rich.flatMap(({ period }) => (period ? [period.kind] : [])))).toEqual(
      new Set(['weekly', 'halfMonthly', 'monthly']),
    );
  });

  it('assesses a gate and closes a step when their day is over, and opens a step when its day begins', () => {
    expect(find('gate:70')).toMatchObject({
      at: '2026-05-15T16:00:00.000Z',
      day: '2026-05-15',
      phase: 'attack',
      ref: '70',
      title: '节点考核：达七成（目标 ≥ 70%）',
    });
    expect(find('step-closes:self')?.at).toBe('2026-05-15T16:00:00.000Z');
    expect(find('step-opens:forced')?.at).toBe('2026-05-15T16:00:00.000Z');
  });

  it('owes a task by the close of business', () => {
    expect(find('task-due:letter')).toMatchObject({
      at: '2026-03-13T09:30:00.000Z',
      ref: 'letter',
      title: '签订责任状截止',
    });
  });

  it('repeats a weekly task until its phase ends', () => {
    expect(rich.filter(({ ref }) => ref === 'report').map(({ id, day }) => `${id} ${day}`)).toEqual([
      'task-due:report~1 2026-05-08',
      'task-due:report~2 2026-05-15',
      'task-due:report~3 2026-05-22',
    ]);
  });

  it('shows each action day', () => {
    const days = rich.filter(({ kind }) => kind === 'action-day');
    expect(days).toHaveLength(15);
    expect(days[0]).toMatchObject({ id: 'action-day:2026-03-03', title: '除癣日', at: '2026-03-02T16:00:00.000Z' });
  });

  it('tells two action days of one weekday apart', () => {
    const actionDays = [
      { weekday: 2, name: '除癣日' },
      { weekday: 2, name: '文明劝导日' },
    ];
    const days = entriesOf({ calendar: { actionDays } }).filter(
      ({ day, kind }) => kind === 'action-day' && day === '2026-03-03',
    );
    expect(days.map(({ id, title }) => `${id} ${title}`)).toEqual([
      'action-day:2026-03-03 除癣日',
      'action-day:2026-03-03~2 文明劝导日',
    ]);
  });

  it('does first what a moment ends, gates before all of it, and opens last', () => {
    const moment = entriesOf({
      phases: [
        publicity,
        {
          ...attack,
          ends: '2026-05-31',
          gates: [{ ...gate, on: '2026-05-31' }],
          steps: [{ ...steps[0], ends: '2026-05-31' }],
        },
        { ...consolidation, starts: '2026-06-01', steps: [{ ...steps[1], starts: '2026-06-01', ends: '2026-06-03' }] },
      ] as CampaignInput['phases'],
      calendar: { actionDays: [{ weekday: 1, name: '清洁日' }] },
    }).filter(({ at }) => at === '2026-05-31T16:00:00.000Z');
    expect(moment.map(({ id }) => id)).toEqual([
      'gate:70',
      'weekly:2026-W22',
      'monthly:2026-05',
      'step-closes:self',
      'phase-closes:attack',
      'phase-opens:consolidation',
      'step-opens:forced',
      'action-day:2026-06-01',
    ]);
  });

  it('gives every entry an id of its own and lists them by time', () => {
    expect(new Set(rich.map(({ id }) => id)).size).toBe(rich.length);
    expect(rich.map(({ at }) => at)).toEqual(rich.map(({ at }) => at).sort());
  });

  it('counts what closes between two phases to the earlier one', () => {
    const entries = entriesOf({ phases: [publicity, { ...attack, starts: '2026-03-23' }, consolidation] });
    expect(entries.find(({ id }) => id === 'weekly:2026-W11')?.phase).toBe('publicity');
  });

  it('follows the clocks of its zone', () => {
    const entries = entriesOf({ timeZone: 'America/New_York' });
    expect(entries.find(({ id }) => id === 'weekly:2026-W10')?.at).toBe('2026-03-09T04:00:00.000Z');
    expect(entries[0]?.at).toBe('2026-03-02T05:00:00.000Z');
  });
});
