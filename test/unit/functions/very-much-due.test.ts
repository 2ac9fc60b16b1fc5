import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../functions/escalation-delivery/deliver.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { createServices } from '../../../functions/services.ts';
import { currentLife } from '../../../shared/domain/problem/problem-state.ts';
import type { ItemStore } from '../../../shared/ports.ts';
import { shardOf } from '../../../shared/stores/keys.ts';
import { buildCampaign } from '../../support/build-campaign.ts';
import { due } from '../../support/due-escalations.ts';
import { buildInspection, openTestStage, type TestStage } from '../../support/test-stage.ts';

const LADDER = ['remind', 'urge', 'supervise', 'criticise', 'summon', 'refer'];

async function steps({ services, campaign }: TestStage): Promise<string[][]> {
  const problems = await Array.fromAsync(services.ledger.all(campaign));
  return problems.map(({ state }) => currentLife(state).decided.map(({ step }) => step));
}

/** Units of one shard, with so many problems each, of which something has fallen due. */
async function crowdedShard(counts: readonly number[], wall = '2026-03-05 11:30') {
  const [model] = buildCampaign().units;
  if (!model) throw new Error('a campaign has units');
  const ids = Array.from({ length: 400 }, (_, n) => `unit-${n}`)
    .filter((id) => shardOf(id) === shardOf('street-east'))
    .toSorted();
  const units = counts.map((_, n) => ({ ...model, id: ids[n] ?? '', name: `第${n}街道` }));
  const base = buildCampaign({ sending: { signature: '县创卫办', perNumberPerDay: 50 } });
  const stage = await openTestStage({ ...base, units: [...base.units, ...units] });
  for (const [n, { id: unit }] of units.entries())
    for (let left = counts[n] ?? 0; left > 0; left -= 40) {
      const inspection = buildInspection(`${unit}-${left}`, Math.min(left, 40), { unit });
      await takeIn({ campaign: stage.campaign, inspection, by: 'inspector:li' }, stage.services);
    }
  stage.goTo(wall);
  return stage;
}

/** The largest number of problems that one answer of the store holds. */
function measuring(items: ItemStore): { readonly items: ItemStore; most(): number } {
  let most = 0;
  const query: ItemStore['query'] = async (...asked) => {
    const page = await items.query<never>(...asked);
    most = Math.max(most, page.items.length);
    return page as never;
  };
  return { items: { ...items, query }, most: () => most };
}

describe('a sweep of more than it does at once', () => {
  it('is carried on by the next, until each missed rung was decided once and in order', async () => {
    const stage = await openTestStage();
    for (let n = 0; n < 5; n++)
      await takeIn({ campaign: stage.campaign, inspection: buildInspection(`I-${n}`), by: 'x' }, stage.services);
    stage.goTo('2026-04-30 09:00');
    const tick = () => sweep({ campaign: stage.campaign, most: 7 }, stage.services);
    expect(await tick()).toMatchObject({ problems: 2, rungs: 12, unfinished: true });
    expect(await tick()).toMatchObject({ problems: 2, rungs: 12, unfinished: true });
    expect(await tick()).toMatchObject({ problems: 1, rungs: 6, unfinished: false });
    expect(await steps(stage)).toEqual(Array.from({ length: 5 }, () => LADDER));
  });
  it('stops where its time is over, and says so', async () => {
    const stage = await openTestStage();
    await takeIn({ campaign: stage.campaign, inspection: buildInspection('I-1', 3), by: 'x' }, stage.services);
    stage.goTo('2026-04-30 09:00');
    let calls = 0;
    const timeLeft = () => (++calls > 2 ? 29_000 : 31_000);
    expect(await sweep({ campaign: stage.campaign, timeLeft }, stage.services)).toMatchObject({
      problems: 2,
      unfinished: true,
    });
  });
  it('reads no further page once its time is over', async () => {
    const stage = await crowdedShard([450]);
    await sweep({ campaign: stage.campaign }, stage.services);
    const partitions: string[] = [];
    const query: ItemStore['query'] = (...asked) => {
      if (asked[0] === 'due') partitions.push(asked[1]);
      return stage.services.items.query(...asked);
    };
    const services = createServices({ ...stage.services, items: { ...stage.services.items, query } });
    const report = await sweep({ campaign: stage.campaign, timeLeft: () => 29_000 }, services);
    expect(report).toMatchObject({ problems: 0, unfinished: true });
    expect(partitions).toHaveLength(8);
  });
  it('finds what is due behind very much that only waits for the delivery, and reads it a page at a time', async () => {
    const stage = await crowdedShard([450, 450]);
    const { items, most } = measuring(stage.services.items);
    const services = createServices({ ...stage.services, items });
    expect(await sweep({ campaign: stage.campaign }, services)).toMatchObject({ problems: 900, unfinished: false });
    const found = buildInspection('late', 1, { unit: 'street-east' });
    await takeIn({ campaign: stage.campaign, inspection: found, by: 'x' }, stage.services);
    stage.goTo('2026-03-05 11:31');
    await sweep({ campaign: stage.campaign }, services);
    stage.goTo('2026-03-10 17:30');
    expect(await sweep({ campaign: stage.campaign, most: 100_000 }, services)).toMatchObject({ problems: 901 });
    expect(most()).toBe(200);
  });
});

describe('a delivery of very much', () => {
  it('makes one digest for each person of what lies in a shard, and holds some units at a time', async () => {
    const stage = await crowdedShard([300, 20, 450, 30, 10]);
    await sweep({ campaign: stage.campaign }, stage.services);
    const parts = [];
    for await (const part of stage.services.owed.released(stage.campaign, stage.clock.now()))
      if (part.length > 0) parts.push(part.length);
    expect(parts).toEqual([320, 490]);
    expect(await deliver({ campaign: stage.campaign }, stage.services)).toMatchObject({ sent: 5, unfinished: false });
    const messages = await Array.fromAsync(stage.services.outbox.messages(stage.campaign));
    expect(messages.map(({ entries }) => entries).toSorted((a, b) => a - b)).toEqual([10, 20, 30, 300, 450]);
    expect(await stage.services.owed.all(stage.campaign)).toEqual([]);
  });
  it('holds no more than a part of what one unit has', async () => {
    const stage = await crowdedShard([2300]);
    await sweep({ campaign: stage.campaign }, stage.services);
    const sizes = [];
    for await (const part of stage.services.owed.released(stage.campaign, stage.clock.now())) sizes.push(part.length);
    expect(Math.max(...sizes)).toBeLessThan(1500);
    expect(sizes.reduce((a, b) => a + b)).toBe(2300);
    await deliver({ campaign: stage.campaign }, stage.services);
    expect(await stage.services.owed.all(stage.campaign)).toEqual([]);
  });
  it('leaves what is beyond its measure to the next, which tells each once', async () => {
    const ONE_BY_ONE = { signature: '县创卫办', digestFrom: 100 };
    const stage = await due(5, '2026-03-05 11:30', buildCampaign({ sending: ONE_BY_ONE }));
    const tick = () => deliver({ campaign: stage.campaign, most: 2 }, stage.services);
    expect(await tick()).toMatchObject({ sent: 2, unfinished: true });
    expect(await tick()).toMatchObject({ sent: 2, unfinished: true });
    expect(await tick()).toMatchObject({ sent: 1, unfinished: false });
    expect(new Set(stage.carrier.sent.map(({ id }) => id)).size).toBe(5);
  });
  it('claims nothing in its last two minutes, so that none is left unknown when it is ended', async () => {
    const ONE_BY_ONE = { signature: '县创卫办', digestFrom: 100 };
    const stage = await due(5, '2026-03-05 11:30', buildCampaign({ sending: ONE_BY_ONE }));
    const started = stage.carrier.sent.length;
    const timeLeft = () => 120_000 + 2 - (stage.carrier.sent.length - started);
    expect(await deliver({ campaign: stage.campaign, timeLeft }, stage.services)).toMatchObject({
      sent: 3,
      unfinished: true,
    });
    expect(await deliver({ campaign: stage.campaign }, stage.services)).toMatchObject({ sent: 2, unknown: 0 });
  });
});
