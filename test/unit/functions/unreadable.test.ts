import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../functions/escalation-delivery/deliver.ts';
import { recover } from '../../../functions/escalation-delivery/recover.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import type { Services } from '../../../functions/services.ts';
import { allEntries } from '../../../shared/stores/all-entries.ts';
import { shardOf } from '../../../shared/stores/keys.ts';
import { sendPartition } from '../../../shared/stores/owed-entries.ts';
import type { Unread } from '../../../shared/stores/unread.ts';
import { failureOf } from '../../support/failure-of.ts';
import { buildInspection, openTestStage, type TestStage } from '../../support/test-stage.ts';
import { partitionOf, spoil, throttled } from '../../support/unreadable.ts';

const EAST = 'street-east';
const WEST = 'street-west';

/** Two units of two shards, with some problems each, of which a rung has fallen due. */
async function twoUnits(ofEast = 2): Promise<TestStage> {
  expect(shardOf(EAST)).not.toBe(shardOf(WEST));
  const stage = await openTestStage();
  for (let left = ofEast; left > 0; left -= 40) await report(stage, `E-${left}`, EAST, Math.min(left, 40));
  await report(stage, 'W', WEST, 2);
  stage.goTo('2026-03-05 11:30');
  return stage;
}

async function report({ campaign, services }: TestStage, id: string, unit: string, findings: number): Promise<void> {
  await takeIn({ campaign, inspection: buildInspection(id, findings, { unit }), by: 'inspector:li' }, services);
}

/** The same after the rungs were decided. */
async function decided(ofEast?: number): Promise<TestStage> {
  const stage = await twoUnits(ofEast);
  await sweep({ campaign: stage.campaign }, stage.services);
  return stage;
}

const owes = async ({ campaign, services }: TestStage) =>
  (await services.owed.all(campaign)).map(({ problem }) => problem).toSorted();

const told = ({ carrier }: TestStage) => carrier.sent.map(({ attributes }) => attributes?.unit).toSorted();

/** Which escalations a recovery looks after. */
async function lookedAfter({ campaign }: TestStage, services: Services) {
  const problems: unknown[] = [];
  const claimOf: Services['outbox']['claimOf'] = (owed) => {
    problems.push(owed.problem);
    return services.outbox.claimOf(owed);
  };
  const { failures } = await failureOf(recover({ campaign }, { ...services, outbox: { ...services.outbox, claimOf } }));
  return { problems: problems.toSorted(), failures };
}

describe('a problem that can not be replayed', () => {
  it('keeps no other from climbing, and is named at the end', async () => {
    const stage = await twoUnits();
    await spoil(stage, 'E-2-1');
    const { message, done } = await failureOf(sweep({ campaign: stage.campaign }, stage.services));
    expect(message).toContain('problem E-2-1: TypeError');
    expect(done).toMatchObject({ problems: 3, rungs: 3, failed: 1 });
    const unread: Unread[] = [];
    const owed = await stage.services.owed.all(stage.campaign, unread);
    expect(owed.map(({ problem }) => problem).toSorted()).toEqual(['E-2-2', 'W-1', 'W-2']);
    expect(unread).toMatchObject([{ where: 'problem E-2-1' }]);
  });
  it('keeps nobody from being told of the others, and is named at the end', async () => {
    const stage = await decided();
    await spoil(stage, 'E-2-1');
    const { failures, done } = await failureOf(deliver({ campaign: stage.campaign }, stage.services));
    expect(failures).toMatchObject([{ where: 'problem E-2-1' }]);
    expect(done).toMatchObject({ sent: 2, unknown: 0 });
    expect(told(stage)).toEqual([EAST, WEST]);
  });
  it('is named once where very much is due beside it', async () => {
    const stage = await decided(240);
    await spoil(stage, 'E-40-1');
    const { failures } = await failureOf(deliver({ campaign: stage.campaign }, stage.services));
    expect(failures).toMatchObject([{ where: 'problem E-40-1' }]);
    const messages = await Array.fromAsync(stage.services.outbox.messages(stage.campaign));
    expect(messages.map(({ entries }) => entries).toSorted((a, b) => a - b)).toEqual([2, 239]);
  });
  it('keeps nothing else from being looked after as a stage starts', async () => {
    const stage = await decided();
    await spoil(stage, 'E-2-1');
    expect(await lookedAfter(stage, stage.services)).toMatchObject({
      problems: ['E-2-2', 'W-1', 'W-2'],
      failures: [{ where: 'problem E-2-1' }],
    });
  });
});

describe('a shard that can not be read', () => {
  it('keeps no other from being swept, and is named at the end', async () => {
    const stage = await twoUnits();
    const { failures, done } = await failureOf(
      sweep({ campaign: stage.campaign }, throttled(stage, partitionOf(stage, EAST))),
    );
    expect(failures).toMatchObject([{ where: `shard ${shardOf(EAST)}` }]);
    expect(done).toMatchObject({ rungs: 2 });
    expect(await owes(stage)).toEqual(['W-1', 'W-2']);
  });
  it.each([
    ['at once', 0],
    ['when the units are counted', 1],
    ['when the units are read', 2],
  ])('keeps nobody of another from being told, where it fails %s', async (_, answers) => {
    const stage = await decided(240);
    const { failures, done } = await failureOf(
      deliver({ campaign: stage.campaign }, throttled(stage, partitionOf(stage, EAST), answers)),
    );
    expect(failures).toMatchObject([{ where: `shard ${shardOf(EAST)}` }]);
    expect(done).toMatchObject({ sent: 1 });
    expect(told(stage)).toEqual([WEST]);
  });
  it('keeps nothing else from being looked after as a stage starts', async () => {
    const stage = await decided();
    expect(await lookedAfter(stage, throttled(stage, partitionOf(stage, EAST)))).toMatchObject({
      problems: ['W-1', 'W-2'],
      failures: [{ where: `shard ${shardOf(EAST)}` }],
    });
  });
});

describe('urgings that can not be read', () => {
  it('keep nobody from being told of problems', async () => {
    const stage = await decided();
    const { failures } = await failureOf(
      deliver({ campaign: stage.campaign }, throttled(stage, sendPartition(stage.campaign))),
    );
    expect(failures).toMatchObject([{ where: 'urgings' }]);
    expect(told(stage)).toEqual([EAST, WEST]);
  });
});

describe('a list of all escalations', () => {
  it('fails where one of its problems or shards can not be read, rather than leave it out', async () => {
    const stage = await decided();
    const services = throttled(stage, partitionOf(stage, EAST));
    await expect(allEntries(stage.campaign, services)).rejects.toThrow('asked too often');
    await spoil(stage, 'E-2-1');
    await expect(allEntries(stage.campaign, stage.services)).rejects.toThrow(TypeError);
  });
});
