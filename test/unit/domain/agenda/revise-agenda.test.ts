import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AgendaEntry, computeAgenda } from '../../../../shared/domain/agenda/agenda.ts';
import { type Extension, reviseAgenda } from '../../../../shared/domain/agenda/revise-agenda.ts';
import { createWorkingCalendar } from '../../../../shared/domain/calendar/working-calendar.ts';
import { dateOf, dayNumber } from '../../../../shared/domain/calendar/zone-days.ts';
import type { Campaign, CampaignInput } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { checkCampaign } from '../../../../shared/domain/campaign/check-campaign.ts';
import { PHASES } from '../../../../shared/domain/campaign/vocabulary.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';

const measure = { name: 'closingRate' as const };
const target = { atLeast: 0.7 };

/** The three-step drive of S4: 70 of a hundred by mid-May, 90 at the end of the attack. */
const DRIVE: CampaignInput['phases'] = [
  { phase: 'publicity', starts: '2026-03-16', ends: '2026-03-25' },
  {
    phase: 'attack',
    starts: '2026-03-26',
    ends: '2026-05-31',
    steps: [
      { id: 'demonstration', name: '示范推动', starts: '2026-03-26', ends: '2026-04-08' },
      { id: 'self', name: '自拆助拆', starts: '2026-04-09', ends: '2026-05-15' },
      { id: 'forced', name: '依法强拆', starts: '2026-05-16', ends: '2026-05-31' },
    ],
    gates: [
      { id: '70', name: '达七成', on: '2026-05-15', measure, target, onMiss: { do: 'extend', days: 10 } },
      { id: '90', name: '达九成', on: '2026-05-31', measure, target },
    ],
    tasks: [
      { id: 'count', name: '周统计', kind: 'report', due: '2026-04-03', every: 'week' },
      { id: 'summary', name: '小结', kind: 'report', due: '2026-05-15' },
    ],
  },
  {
    phase: 'consolidation',
    starts: '2026-06-01',
    ends: '2026-06-15',
    tasks: [
      { id: 'aftercare', name: '善后', kind: 'report', due: '2026-06-08' },
      { id: 'patrol', name: '巡查周报', kind: 'report', due: '2026-06-05', every: 'week' },
    ],
  },
];

const calendar = createWorkingCalendar(buildCampaign().calendar, 'Asia/Shanghai');
const drive = buildCampaign({ phases: DRIVE });
const missed: Extension = { extend: 'attack', days: 10, after: '2026-05-15' };
const revision = reviseAgenda(drive, calendar, 1, missed);

describe('reviseAgenda', () => {
  it('moves the end of the phase and what lies after the missed gate, and nothing before it', () => {
    const [publicity, attack, consolidation] = revision.campaign.phases;
    expect(publicity).toEqual(drive.phases[0]);
    expect(attack).toMatchObject({
      starts: '2026-03-26',
      ends: '2026-06-10',
      steps: [
        { starts: '2026-03-26', ends: '2026-04-08' },
        { starts: '2026-04-09', ends: '2026-05-25' },
        { starts: '2026-05-26', ends: '2026-06-10' },
      ],
      gates: [{ on: '2026-05-15' }, { on: '2026-06-10' }],
      tasks: [{ due: '2026-04-03' }, { due: '2026-05-15' }],
    });
    expect(consolidation).toMatchObject({ starts: '2026-06-11', ends: '2026-06-25' });
  });

  it('counts the revision up and leaves the first campaign as it was', () => {
    expect(revision.agenda.revision).toBe(2);
    expect(drive.phases[1]?.ends).toBe('2026-05-31');
  });

  it('lists what moved, from when to when', () => {
    const moved = new Map(revision.moved.map(({ id, from, to }) => [id, [from, to]]));
    expect(moved.get('phase-closes:attack')).toEqual(['2026-05-31T16:00:00.000Z', '2026-06-10T16:00:00.000Z']);
    expect(moved.get('gate:90')).toEqual(['2026-05-31T16:00:00.000Z', '2026-06-10T16:00:00.000Z']);
    expect(moved.has('gate:70')).toBe(false);
    expect(moved.get('conclude')).toEqual(['2026-06-15T16:00:00.000Z', '2026-06-25T16:00:00.000Z']);
    expect(moved.get('monthly:2026-06')).toEqual(['2026-06-15T16:00:00.000Z', '2026-06-25T16:00:00.000Z']);
  });

  it('keeps a weekly report going in the longer phase, and on its day of the week in the later one', () => {
    expect(revision.added.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['task-due:count~10', 'weekly:2026-W26']),
    );
    expect(revision.campaign.phases[2]?.tasks).toMatchObject([{ due: '2026-06-18' }, { due: '2026-06-19' }]);
  });

  it('moves a weekly report by the plain days where the phase has no room for whole weeks', () => {
    const [publicity, attack, consolidation] = DRIVE;
    const short = { ...consolidation, ends: '2026-06-06' };
    const phases = [publicity, attack, { ...short, tasks: short.tasks?.slice(1) }] as CampaignInput['phases'];
    const { campaign } = reviseAgenda(buildCampaign({ phases }), calendar, 1, missed);
    expect(campaign.phases[2]?.tasks).toMatchObject([{ due: '2026-06-15' }]);
  });

  it('throws where the phase is not running on the day', () => {
    expect(() => reviseAgenda(drive, calendar, 1, { ...missed, after: '2026-06-01' })).toThrow(
      "attack can't be extended on 2026-06-01: it runs from 2026-03-26 to 2026-05-31; name the phase that is running",
    );
    expect(() => reviseAgenda(drive, calendar, 1, { ...missed, days: 1.5 })).toThrow('write a whole number from 1');
  });

  it('never changes an entry up to the gates of that day, and leaves a campaign that can be started', () => {
    fc.assert(
      fc.property(anyCampaign, fc.nat(1000), fc.integer({ min: 1, max: 60 }), (campaign, pick, days) => {
        const phase = campaign.phases[pick % 3] as Campaign['phases'][number];
        const length = dayNumber(phase.ends) - dayNumber(phase.starts) + 1;
        const after = dateOf(dayNumber(phase.starts) + (pick % length));
        const revised = reviseAgenda(campaign, calendar, 1, { extend: phase.phase, days, after });
        const before = computeAgenda(campaign, calendar, { revision: 1 });
        expect(revised.agenda.entries.filter(isPast(after))).toEqual(before.entries.filter(isPast(after)));
        expect(checkCampaign(revised.campaign)).toEqual([]);
      }),
    );
  });
});

/** What has happened when the gates of a day are assessed. */
const isPast =
  (after: string) =>
  ({ at, kind }: AgendaEntry): boolean => {
    const now = calendar.startOfDay(dateOf(dayNumber(after) + 1));
    return at < now || (at === now && (kind === 'task-due' || kind === 'gate'));
  };

/** Three phases of any length, some with days between them, with parts at any day inside. */
const anyCampaign = fc
  .tuple(
    ...PHASES.map((phase) =>
      fc.record({
        phase: fc.constant(phase),
        gap: fc.nat(3),
        length: fc.integer({ min: 1, max: 80 }),
        at: fc.array(fc.nat(500), { maxLength: 5 }),
      }),
    ),
  )
  .map((layouts) => {
    let day = dayNumber('2026-03-02');
    const phases = layouts.map(({ phase, gap, length, at }): CampaignInput['phases'][number] => {
      const starts = day + (phase === 'publicity' ? 0 : gap);
      day = starts + length;
      const dates = at.map((offset) => starts + (offset % length)).sort((a, b) => a - b);
      const id = (index: number): string => `${phase}-${index}`;
      return {
        phase,
        starts: dateOf(starts),
        ends: dateOf(day - 1),
        steps: dates.slice(1).map((end, index) => ({
          id: id(index),
          name: '步骤',
          starts: dateOf(dates[index] ?? end),
          ends: dateOf(end),
        })),
        gates: dates.map((on, index) => ({ id: id(index), name: '节点', on: dateOf(on), measure, target })),
        tasks: dates.map((due, index) => ({
          id: id(index),
          name: '任务',
          kind: 'report',
          due: dateOf(due),
          ...(index % 2 === 0 && { every: 'week' }),
        })),
      };
    });
    return buildCampaign({ phases, calendar: { actionDays: [{ weekday: 2, name: '除癣日' }] } });
  });
