import { describe, expect, it } from 'vitest';
import { conclude } from '../../../../functions/campaign-phase/conclude.ts';
import { finishEntry } from '../../../../functions/campaign-phase/finish-entry.ts';
import { nextEntry } from '../../../../functions/campaign-phase/next-entry.ts';
import { campaignPhase } from '../../../../functions/campaign-phase/run-action.ts';
import type { PhaseName } from '../../../../shared/domain/campaign/vocabulary.ts';
import { cn } from '../../../support/build-calendar.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { openTestStage, type TestStage } from '../../../support/test-stage.ts';

const campaign = buildCampaign({
  phases: [
    {
      phase: 'publicity',
      starts: '2026-03-02',
      ends: '2026-03-08',
      steps: [{ id: 'survey', name: '摸底', starts: '2026-03-03', ends: '2026-03-05' }],
      tasks: [{ id: 'letter', name: '责任状', kind: 'letter', due: '2026-03-04' }],
    },
    {
      phase: 'attack',
      starts: '2026-03-10',
      ends: '2026-03-22',
      gates: [{ id: 'g', name: '节点', on: '2026-03-15', measure: { name: 'onTimeRate' }, target: { atLeast: 0.9 } }],
    },
    { phase: 'consolidation', starts: '2026-03-23', ends: '2026-03-29' },
  ],
  calendar: { actionDays: [{ weekday: 2, name: '除癣日' }] },
  ranking: { periods: ['weekly'] },
  bulletins: { periods: ['weekly', 'halfMonthly'] },
});

const next = ({ services }: TestStage, phase: PhaseName = 'publicity') =>
  nextEntry({ campaign: campaign.id, revision: 1, phase }, services);

/** Does every entry up to a moment without looking at what it asks for. */
async function doAll(stage: TestStage, until: string): Promise<void> {
  const { agenda } = await stage.services.campaigns.load(campaign.id);
  for (const { id, at } of agenda.entries)
    if (at < cn(until)) await finishEntry({ campaign: campaign.id, entry: id }, stage.services);
}

describe('nextEntry', () => {
  it('waits for the first entry, a day at most', async () => {
    const stage = await openTestStage(campaign, '2026-02-27 12:00');
    expect(await next(stage)).toEqual({ do: 'wait', until: cn('2026-02-28 12:00') });
    stage.goTo('2026-03-01 08:00');
    expect(await next(stage)).toEqual({ do: 'wait', until: cn('2026-03-02 00:00') });
  });
  it('waits by the clock of whoever waits, where that is not the stage’s own', async () => {
    const stage = await openTestStage(campaign, '2026-03-01 12:00');
    const reaches = (instant: string) => `the machine's time for ${instant}`;
    const services = { ...stage.services, clock: { ...stage.clock, reaches } };
    const walk = { campaign: campaign.id, revision: 1, phase: 'publicity' } as const;
    const until = `the machine's time for ${cn('2026-03-02 00:00')}`;
    expect(await nextEntry(walk, services)).toEqual({ do: 'wait', until });
  });
  it('takes past entries in the order of the agenda, whatever the time', async () => {
    const stage = await openTestStage(campaign, '2026-03-05 09:00');
    const seen: string[] = [];
    for (;;) {
      const step = await next(stage);
      if (!('entry' in step)) break;
      seen.push(`${step.do} ${step.entry}`);
      await finishEntry({ campaign: campaign.id, entry: step.entry }, stage.services);
    }
    expect(seen).toEqual([
      'finish phase-opens:publicity',
      'finish step-opens:survey',
      'finish action-day:2026-03-03',
      'task task-due:letter',
    ]);
  });
  it('ranks a window that is ranked, and says whether a bulletin follows', async () => {
    const stage = await openTestStage(campaign);
    await doAll(stage, '2026-03-09 00:00');
    stage.goTo('2026-03-09 00:00');
    expect(await next(stage)).toEqual({
      do: 'rank',
      entry: 'weekly:2026-W10',
      phase: 'publicity',
      publishes: true,
      kind: 'weekly',
      key: '2026-W10',
    });
  });
  it('only publishes a window that is reported on but not ranked, and a phase', async () => {
    const stage = await openTestStage(campaign);
    await doAll(stage, '2026-03-16 00:00');
    stage.goTo('2026-03-16 00:00');
    expect(await next(stage, 'attack')).toMatchObject({ do: 'gate', entry: 'gate:g' });
    await finishEntry({ campaign: campaign.id, entry: 'gate:g' }, stage.services);
    await finishEntry({ campaign: campaign.id, entry: 'weekly:2026-W11' }, stage.services);
    expect(await next(stage, 'attack')).toMatchObject({ do: 'publish', kind: 'halfMonthly', key: '2026-03-H1' });
    await doAll(stage, '2026-03-23 00:00');
    stage.goTo('2026-03-23 00:00');
    await finishEntry({ campaign: campaign.id, entry: 'weekly:2026-W12' }, stage.services);
    expect(await next(stage, 'attack')).toMatchObject({ do: 'publish', kind: 'phase', key: 'attack' });
  });
  it('notes the end of a phase that no bulletin is published on', async () => {
    const stage = await openTestStage(buildCampaign({ ...campaign, bulletins: { periods: ['weekly'], phase: false } }));
    await doAll(stage, '2026-03-09 00:00');
    stage.goTo('2026-03-09 00:00');
    await finishEntry({ campaign: campaign.id, entry: 'weekly:2026-W10' }, stage.services);
    expect(await next(stage)).toMatchObject({ do: 'finish', entry: 'phase-closes:publicity' });
  });
  it('leaves a phase when an entry of a later one has come, and not before', async () => {
    const stage = await openTestStage(campaign);
    await doAll(stage, '2026-03-09 00:01');
    stage.goTo('2026-03-09 00:00');
    expect(await next(stage)).toEqual({ do: 'wait', until: cn('2026-03-10 00:00') });
    stage.goTo('2026-03-10 00:00');
    expect(await next(stage)).toEqual({ do: 'leave' });
    expect(await next(stage, 'attack')).toMatchObject({ do: 'finish', entry: 'phase-opens:attack' });
  });
});

describe('finishEntry', () => {
  it('marks an entry once, with the first time it was done', async () => {
    const stage = await openTestStage(campaign);
    const entry = 'phase-opens:publicity';
    await finishEntry({ campaign: campaign.id, entry }, stage.services);
    stage.goTo('2026-03-03 09:00');
    await finishEntry({ campaign: campaign.id, entry }, stage.services);
    expect((await stage.services.progress.done(campaign.id)).get(entry)?.at).toBe(cn('2026-03-02 09:00'));
  });
  it('refuses an entry the agenda does not have', async () => {
    const { services } = await openTestStage(campaign);
    await expect(finishEntry({ campaign: campaign.id, entry: 'gate:none' }, services)).rejects.toThrow('gate:none');
  });
});

describe('conclude', () => {
  it('ends the campaign, and does so again without another write', async () => {
    const { services } = await openTestStage(campaign);
    const ask = () => conclude({ campaign: campaign.id, entry: 'conclude' }, services);
    await ask();
    const version = (await services.registry.head(campaign.id))?.version;
    await ask();
    expect(await services.registry.head(campaign.id)).toMatchObject({ version, head: { status: 'ended' } });
    expect((await services.progress.done(campaign.id)).has('conclude')).toBe(true);
  });
  it('refuses an entry of another kind', async () => {
    const { services } = await openTestStage(campaign);
    await expect(conclude({ campaign: campaign.id, entry: 'gate:g' }, services)).rejects.toThrow('gate:g');
  });
});

describe('campaignPhase', () => {
  it('refuses an action that the workflow does not have', async () => {
    const { services } = await openTestStage(campaign);
    expect(() => campaignPhase({ action: 'leap', campaign: campaign.id }, services)).toThrow('no action takes');
  });
});
