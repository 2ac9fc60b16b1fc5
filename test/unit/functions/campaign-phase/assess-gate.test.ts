import { describe, expect, it } from 'vitest';
import { assessGateEntry } from '../../../../functions/campaign-phase/assess-gate.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import type { CampaignInput } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { allEntries } from '../../../../shared/stores/all-entries.ts';
import { cn } from '../../../support/build-calendar.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { buildInspection, openTestStage, type TestStage } from '../../../support/test-stage.ts';

type OnMiss = NonNullable<NonNullable<CampaignInput['phases'][number]['gates']>[number]['onMiss']>;

const campaign = (onMiss: OnMiss) => {
  const gate = (id: string, on: string) => ({
    id,
    name: `节点${id}`,
    on,
    measure: { name: 'onTimeRate' as const },
    target: { atLeast: 0.7 },
    onMiss,
  });
  return buildCampaign({
    phases: [
      { phase: 'publicity', starts: '2026-03-02', ends: '2026-03-11' },
      {
        phase: 'attack',
        starts: '2026-03-12',
        ends: '2026-05-25',
        gates: [gate('a', '2026-03-20'), gate('b', '2026-03-27')],
      },
      { phase: 'consolidation', starts: '2026-05-26', ends: '2026-06-09' },
    ],
  });
};

/** `closed` of `found` problems of each unit are put right the next day; the others are left alone. */
async function inspect(stage: TestStage, unit: string, found: number, closed: number): Promise<void> {
  const { services, campaign: id } = stage;
  const { problems } = await takeIn(
    { campaign: id, inspection: buildInspection(`I-${unit}`, found, { unit }), by: 'inspector:li' },
    services,
  );
  const { rules } = await services.campaigns.load(id);
  for (const problem of problems.slice(0, closed)) {
    const at = services.clock.now();
    await services.desk.execute(
      id,
      problem,
      { type: 'fileRectification', at, by: `unit:${unit}`, note: '已清理', photos: [] },
      rules,
    );
    await services.desk.execute(id, problem, { type: 'verify', at, by: 'office:wang', pass: true }, rules);
  }
}

const assess = ({ services, campaign: id }: TestStage, gate = 'a', revision = 1) =>
  assessGateEntry({ campaign: id, revision, entry: `gate:${gate}` }, services);

async function atTheGate(onMiss: OnMiss): Promise<TestStage> {
  const stage = await openTestStage(campaign(onMiss), '2026-03-16 09:00');
  await inspect(stage, 'street-east', 10, 9);
  await inspect(stage, 'street-west', 10, 2);
  stage.goTo('2026-03-21 00:00');
  return stage;
}

describe('assessGateEntry', () => {
  it('writes the measured value beside the target', async () => {
    const stage = await atTheGate({ do: 'proceed' });
    const { result } = await assess(stage);
    expect(result).toMatchObject({
      met: false,
      consequence: 'proceed',
      behind: [],
      measured: { numerator: 11, denominator: 20 },
    });
    expect((await stage.services.progress.done(stage.campaign)).get('gate:a')?.result).toEqual(result);
  });
  it('gives the same value when it is assessed late', async () => {
    const stage = await atTheGate({ do: 'proceed' });
    stage.goTo('2026-03-25 09:00');
    await inspect(stage, 'town-north', 5, 5);
    expect((await assess(stage)).result?.measured).toMatchObject({ numerator: 11, denominator: 20 });
  });
  it('extends the phase once, with a new revision that this execution goes on with', async () => {
    const stage = await atTheGate({ do: 'extend', days: 5 });
    expect(await assess(stage)).toMatchObject({ revision: 2, result: { consequence: 'extend', days: 5 } });
    const { head, config, agenda } = await stage.services.campaigns.load(stage.campaign);
    expect(head).toMatchObject({ revision: 2, extended: ['attack'] });
    expect(config.phases[1]).toMatchObject({ ends: '2026-05-30' });
    expect(agenda.entries.find(({ id }) => id === 'gate:b')?.at).toBe(cn('2026-04-02 00:00'));
    stage.goTo('2026-04-02 00:00');
    expect(await assess(stage, 'b', 2)).toMatchObject({ revision: 2, result: { consequence: 'escalate' } });
    expect((await stage.services.registry.head(stage.campaign))?.head.revision).toBe(2);
  });
  it('hands back what was decided when it is asked again, and decides nothing twice', async () => {
    const stage = await atTheGate({ do: 'extend', days: 5 });
    const first = await assess(stage);
    expect(await assess(stage)).toEqual(first);
    expect((await stage.services.registry.head(stage.campaign))?.head.revision).toBe(2);
  });
  it('escalates to the principals of the units whose own value misses the target', async () => {
    const stage = await atTheGate({ do: 'escalate' });
    expect((await assess(stage)).result?.behind).toEqual(['street-west']);
    await assess(stage);
    const entries = await allEntries(stage.campaign, stage.services);
    expect(entries).toMatchObject([
      {
        id: 'gate:a.street-west.principal',
        gate: 'a',
        unit: 'street-west',
        role: 'principal',
        rung: 'supervise',
        releaseAt: cn('2026-03-21 08:00'),
      },
    ]);
  });
  it('leaves a met gate without consequence', async () => {
    const stage = await openTestStage(campaign({ do: 'escalate' }), '2026-03-16 09:00');
    await inspect(stage, 'street-east', 10, 7);
    stage.goTo('2026-03-21 00:00');
    expect((await assess(stage)).result).toMatchObject({ met: true, consequence: 'none', behind: [] });
  });
  it('counts a gate with nothing to measure as missed', async () => {
    const stage = await openTestStage(campaign({ do: 'proceed' }), '2026-03-21 00:00');
    expect((await assess(stage)).result).toMatchObject({ met: false, reason: 'noBase' });
  });
  it('leaves the assessment to the newer execution where its revision was overtaken', async () => {
    const stage = await atTheGate({ do: 'proceed' });
    const stored = await stage.services.registry.head(stage.campaign);
    if (!stored) throw new Error('no campaign');
    await stage.services.registry.revise(stored, campaign({ do: 'proceed' }));
    expect(await assess(stage)).toEqual({ revision: 1 });
    expect((await stage.services.progress.done(stage.campaign)).size).toBe(0);
  });
});
