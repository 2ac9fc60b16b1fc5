import { describe, expect, it } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { currentLife } from '../../../../shared/domain/problem/problem-state.ts';
import { allEntries } from '../../../../shared/stores/all-entries.ts';
import { ALL_SHARDS, shardOf } from '../../../../shared/stores/keys.ts';
import { tell } from '../../../support/handle-problems.ts';
import { at } from '../../../support/problem-scenario.ts';
import { buildInspection, openTestStage, type TestStage } from '../../../support/test-stage.ts';

async function withProblems(count: number): Promise<TestStage> {
  const stage = await openTestStage();
  for (let n = 0; n < count; n++)
    await takeIn(
      { campaign: stage.campaign, inspection: buildInspection(`I-${n}`), by: 'inspector:li' },
      stage.services,
    );
  return stage;
}
const run = ({ services, campaign }: TestStage) => sweep({ campaign }, services);
const stepsOf = async ({ services, campaign }: TestStage, id: string) => {
  const problem = await services.ledger.load(campaign, id);
  return problem ? currentLife(problem.state).decided.map((one) => one.step) : [];
};
const entries = async ({ services, campaign }: TestStage) =>
  (await allEntries(campaign, services)).map((entry) => entry.id).toSorted();

describe('sweep', () => {
  it('does nothing before anything is due', async () => {
    const stage = await withProblems(3);
    expect(await run(stage)).toEqual({
      ...{ problems: 0, rungs: 0, resumed: 0, contended: 0, failed: 0 },
      unfinished: false,
    });
  });
  it('decides a rung and writes its outbox entry in one write, once however often it runs', async () => {
    const stage = await withProblems(1);
    stage.goTo('2026-03-05 11:30');
    expect(await run(stage)).toMatchObject({ rungs: 1 });
    expect(await run(stage)).toMatchObject({ rungs: 0 });
    expect(await entries(stage)).toEqual(['I-0-1.1.remind.0.liaison']);
  });
  it('decides no rung before what happened to the problem while it swept', async () => {
    const stage = await withProblems(1);
    stage.goTo('2026-03-05 11:30');
    const sweepBegan = stage.clock.now();
    stage.goTo('2026-03-05 11:31');
    await tell(stage, 'I-0-1', { type: 'requestExtension', until: at('2026-03-20 12:00'), reason: '等材料' });
    const clock = { now: () => sweepBegan };
    expect(await sweep({ campaign: stage.campaign }, { ...stage.services, clock })).toMatchObject({ rungs: 1 });
    const problem = await stage.services.ledger.load(stage.campaign, 'I-0-1');
    expect(problem?.history.events.map((event) => event.at).slice(-2)).toEqual([
      at('2026-03-05 11:31'),
      at('2026-03-05 11:31'),
    ]);
  });
  it('looks at no shard but those it is told', async () => {
    const stage = await withProblems(1);
    stage.goTo('2026-03-05 11:30');
    const shard = shardOf('street-east');
    const others = ALL_SHARDS.filter((one) => one !== shard);
    expect(await sweep({ campaign: stage.campaign, shards: others }, stage.services)).toMatchObject({ rungs: 0 });
    expect(await sweep({ campaign: stage.campaign, shards: [shard] }, stage.services)).toMatchObject({ rungs: 1 });
  });
  it('tells every role of a rung, and the liaison instead of a role the unit has nobody for', async () => {
    const stage = await withProblems(1);
    stage.goTo('2026-03-06 17:30');
    await run(stage);
    expect(await entries(stage)).toEqual([
      'I-0-1.1.remind.0.liaison',
      'I-0-1.1.supervise.0.deputy',
      'I-0-1.1.supervise.0.liaison',
      'I-0-1.1.urge.0.liaison',
    ]);
  });
  it('decides each missed rung once and in order after an outage', async () => {
    const stage = await withProblems(5);
    stage.goTo('2026-04-30 09:00');
    expect(await run(stage)).toMatchObject({ problems: 5, rungs: 30 });
    expect(await stepsOf(stage, 'I-3-1')).toEqual(['remind', 'urge', 'supervise', 'criticise', 'summon', 'refer']);
  });
  it('decides no rung twice when two sweeps run at once', async () => {
    const stage = await withProblems(20);
    stage.goTo('2026-04-30 09:00');
    await Promise.all([run(stage), run(stage), run(stage)]);
    await run(stage);
    for (let n = 0; n < 20; n++)
      expect(await stepsOf(stage, `I-${n}-1`)).toEqual(['remind', 'urge', 'supervise', 'criticise', 'summon', 'refer']);
    expect(new Set(await entries(stage)).size).toBe((await entries(stage)).length);
  });
  it('reads on beyond one page', async () => {
    const stage = await withProblems(450);
    stage.goTo('2026-03-05 17:30');
    expect(await run(stage)).toMatchObject({ problems: 450, rungs: 900 });
  });
  it('holds what it decides outside the sending window until the window opens', async () => {
    const stage = await withProblems(1);
    stage.goTo('2026-03-05 22:00');
    await run(stage);
    const held = await allEntries(stage.campaign, stage.services);
    expect(held.map((entry) => entry.releaseAt)).toEqual(['2026-03-06T00:00:00.000Z', '2026-03-06T00:00:00.000Z']);
  });
  it('starts the clock of a parked problem again when its parking ends', async () => {
    const stage = await withProblems(1);
    const { services, campaign } = stage;
    const { rules } = await services.campaigns.load(campaign);
    await services.desk.execute(
      campaign,
      'I-0-1',
      { type: 'park', until: '2026-03-10T01:00:00.000Z', reason: '施工', at: services.clock.now(), by: 'office:wang' },
      rules,
    );
    stage.goTo('2026-03-10 08:59');
    expect(await run(stage)).toMatchObject({ resumed: 0, rungs: 0 });
    stage.goTo('2026-03-10 09:00');
    expect(await run(stage)).toMatchObject({ resumed: 1, rungs: 0 });
  });
  it('leaves a paused campaign alone', async () => {
    const stage = await withProblems(1);
    const head = await stage.services.registry.head(stage.campaign);
    if (head) await stage.services.items.transact([stage.services.registry.writeHead(head, { status: 'paused' })]);
    stage.goTo('2026-03-30 09:00');
    expect(await run(stage)).toMatchObject({ problems: 0 });
  });
});

describe('the last rung', () => {
  it('files a proposal to hand the case over, in the same write, for a named person to decide', async () => {
    const stage = await withProblems(1);
    stage.goTo('2026-04-30 09:00');
    await run(stage);
    const proposals = await stage.services.proposals.list(stage.campaign);
    expect(proposals).toMatchObject([
      { status: 'pending', proposal: { propose: 'transfer', unit: 'street-east', cases: ['I-0-1'] } },
    ]);
  });
});
