import { describe, expect, it } from 'vitest';
import { taskDue } from '../../../../functions/campaign-phase/task-due.ts';
import { allEntries } from '../../../../shared/stores/all-entries.ts';
import { cn } from '../../../support/build-calendar.ts';
import { buildCampaign, buildUnit } from '../../../support/build-campaign.ts';
import { openTestStage, type TestStage } from '../../../support/test-stage.ts';

const phases = (escalate: boolean) => [
  {
    phase: 'publicity' as const,
    starts: '2026-03-02',
    ends: '2026-03-11',
    tasks: [{ id: 'letter', name: '责任状', kind: 'letter' as const, due: '2026-03-04', escalate }],
  },
  { phase: 'attack' as const, starts: '2026-03-12', ends: '2026-05-25' },
  { phase: 'consolidation' as const, starts: '2026-05-26', ends: '2026-06-09' },
];

const check = ({ campaign, services }: TestStage) => taskDue({ campaign, entry: 'task-due:letter' }, services);
const file = ({ campaign, services }: TestStage, unit: string, at: string) =>
  services.items.transact([
    services.progress.fileTask(campaign, { task: 'letter', unit, at: cn(at), by: `unit:${unit}`, note: '' }),
  ]);
const outbox = ({ campaign, services }: TestStage) => allEntries(campaign, services);

describe('taskDue', () => {
  it('flags the units that had not filed when it was due, however late it runs', async () => {
    const stage = await openTestStage(buildCampaign({ phases: phases(false) }));
    await file(stage, 'street-east', '2026-03-04 17:30');
    await file(stage, 'street-west', '2026-03-04 17:31');
    stage.goTo('2026-03-06 09:00');
    expect(await check(stage)).toEqual({
      task: 'letter',
      owed: 6,
      late: ['street-west', 'town-north', 'town-south', 'urban-management', 'market-regulation'],
    });
    expect((await stage.services.progress.done(stage.campaign)).get('task-due:letter')?.result).toMatchObject({
      owed: 6,
    });
    expect(await outbox(stage)).toEqual([]);
  });
  it('urges the liaisons of late units where the campaign says so, inside the sending window', async () => {
    const stage = await openTestStage(buildCampaign({ phases: phases(true) }));
    stage.goTo('2026-03-04 21:00');
    await check(stage);
    const entries = await outbox(stage);
    expect(entries).toHaveLength(6);
    expect(entries[0]).toMatchObject({
      id: 'task-due:letter.market-regulation.liaison',
      task: 'letter',
      rung: 'urge',
      role: 'liaison',
      dueAt: cn('2026-03-04 17:30'),
      releaseAt: cn('2026-03-05 08:00'),
      state: 'pending',
    });
  });
  it('urges nobody twice, however often it runs', async () => {
    const stage = await openTestStage(buildCampaign({ phases: phases(true) }));
    stage.goTo('2026-03-04 18:00');
    await check(stage);
    await check(stage);
    expect(await outbox(stage)).toHaveLength(6);
  });
  it('urges more units than one write holds, and finishes what a crash cut short', async () => {
    const units = Array.from({ length: 250 }, (_, n) => buildUnit(n % 100, { id: `u-${n}`, name: `单位${n}` }));
    const stage = await openTestStage(
      buildCampaign({
        units,
        leagues: [{ id: 'streets', name: '街道组' }],
        categories: [{ id: 'litter', name: '垃圾' }],
        deadlines: [{ id: 'all', within: '3 workingDays' }],
        phases: phases(true),
      }),
    );
    stage.goTo('2026-03-04 18:00');
    const { items } = stage.services;
    let writes = 0;
    const dying = {
      ...items,
      get: items.get,
      query: items.query,
      transact: (actions: Parameters<typeof items.transact>[0]) => {
        writes += 1;
        return writes === 3 ? Promise.reject(new Error('killed')) : items.transact(actions);
      },
    };
    await expect(
      taskDue({ campaign: stage.campaign, entry: 'task-due:letter' }, { ...stage.services, items: dying }),
    ).rejects.toThrow('killed');
    expect((await stage.services.progress.done(stage.campaign)).size).toBe(0);
    await check(stage);
    expect(await outbox(stage)).toHaveLength(250);
    expect((await stage.services.progress.done(stage.campaign)).size).toBe(1);
  });
});
