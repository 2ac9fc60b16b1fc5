import { describe, expect, it } from 'vitest';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import { createServices } from '../../../functions/services.ts';
import { watchDue } from '../../../infra/local/due-watch.ts';
import { campaignActor } from '../../../infra/local/relay.ts';
import { allEntries } from '../../../shared/stores/all-entries.ts';
import { shardOf } from '../../../shared/stores/keys.ts';
import { at } from '../../support/problem-scenario.ts';
import { buildInspection, openTestStage } from '../../support/test-stage.ts';

/** A stage with a sweep that watches its writes, and the partitions that the due index is asked for. */
async function withSweep() {
  const stage = await openTestStage();
  const asked: string[] = [];
  const watch = watchDue({
    ...stage.services.items,
    query: (index, partition, range) => {
      if (index === 'due') asked.push(partition);
      return stage.services.items.query(index, partition, range);
    },
  });
  const services = createServices({ ...stage.services, items: watch.items });
  /** Happens once, between the question to the shard of the reported problems and its answer. */
  const meanwhile: { do?: () => Promise<unknown> } = {};
  const nextDueAt: typeof services.ledger.nextDueAt = async (campaign, shard) => {
    const answer = await services.ledger.nextDueAt(campaign, shard);
    if (shard !== shardOf('street-east')) return answer;
    const happens = meanwhile.do;
    delete meanwhile.do;
    await happens?.();
    return answer;
  };
  const actor = campaignActor(stage.campaign, { ...services, ledger: { ...services.ledger, nextDueAt } }, watch);
  const setStatus = async (status: 'running' | 'paused') => {
    const stored = await services.registry.head(stage.campaign);
    if (stored) await services.items.transact([services.registry.writeHead(stored, { status })]);
  };
  const report = (id: string) =>
    takeIn({ campaign: stage.campaign, inspection: buildInspection(id), by: 'inspector:li' }, services);
  return { ...stage, services, actor, asked, meanwhile, setStatus, report };
}
const rungsOf = async ({ services, campaign }: Awaited<ReturnType<typeof withSweep>>) =>
  (await allEntries(campaign, services)).map(({ step }) => step);

describe('campaignActor', () => {
  it('learns of the next rung from the write that sets it, without asking the index', async () => {
    const stage = await withSweep();
    expect(await stage.actor.nextAt(stage.clock.now())).toBeUndefined();
    stage.asked.length = 0;
    await stage.report('I-1');
    expect(await stage.actor.nextAt(stage.clock.now())).toBe(at('2026-03-05 11:30'));
    expect(stage.asked).toEqual([]);
  });
  it('learns of a rung that is set while it asks the index', async () => {
    const stage = await withSweep();
    stage.meanwhile.do = () => stage.report('I-1');
    expect(await stage.actor.nextAt(stage.clock.now())).toBe(at('2026-03-05 11:30'));
  });
  it('asks only the shard in which something has come', async () => {
    const stage = await withSweep();
    await stage.actor.nextAt(stage.clock.now());
    await stage.report('I-1');
    stage.asked.length = 0;
    stage.goTo('2026-03-05 11:30');
    await stage.actor.act(stage.clock.now());
    expect(await stage.actor.nextAt(stage.clock.now())).toBe(at('2026-03-05 17:30'));
    // The shard, and the urgings that belong to no problem.
    expect(new Set(stage.asked).size).toBe(2);
    expect(await rungsOf(stage)).toEqual(['remind']);
  });
  it('rests while the campaign is paused and takes up everything missed when it runs again', async () => {
    const stage = await withSweep();
    await stage.report('I-1');
    await stage.actor.nextAt(stage.clock.now());
    await stage.setStatus('paused');
    stage.goTo('2026-03-05 17:30');
    await stage.actor.act(stage.clock.now());
    expect(await stage.actor.nextAt(stage.clock.now())).toBeUndefined();
    await stage.setStatus('running');
    // What was looked at in vain is tried again at the next tick.
    expect(await stage.actor.nextAt(stage.clock.now())).toBe(at('2026-03-05 17:31'));
    stage.goTo('2026-03-05 17:31');
    await stage.actor.act(stage.clock.now());
    expect(await rungsOf(stage)).toEqual(['remind', 'urge']);
  });
});
