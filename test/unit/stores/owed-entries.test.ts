import { describe, expect, it } from 'vitest';
import { sweep } from '../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../functions/escalation-delivery/deliver.ts';
import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import type { ItemStore } from '../../../shared/ports.ts';
import { allEntries } from '../../../shared/stores/all-entries.ts';
import { createOwedEntries, type OwedEntries } from '../../../shared/stores/owed-entries.ts';
import { createProblemLedger, type ProblemLedger } from '../../../shared/stores/problem-ledger.ts';
import { due } from '../../support/due-escalations.ts';
import { setStatus } from '../../support/set-status.ts';
import { buildInspection, openTestStage } from '../../support/test-stage.ts';

async function stageWith(around: (ledger: ProblemLedger) => Partial<ProblemLedger> = () => ({})) {
  const stage = await openTestStage();
  const { items } = stage.services;
  await takeIn({ campaign: stage.campaign, inspection: buildInspection('I-1'), by: 'x' }, stage.services);
  stage.goTo('2026-03-05 11:30');
  const ledger = createProblemLedger(items);
  const owed = createOwedEntries(items as ItemStore, { ...ledger, ...around(ledger) });
  const decide = () => sweep({ campaign: stage.campaign }, stage.services);
  return { ...stage, owed, decide };
}

const released = async (owed: OwedEntries, ...asked: Parameters<OwedEntries['released']>) =>
  (await Array.fromAsync(owed.released(...asked))).flat();

describe('owed entries', () => {
  it('are taken off also where somebody lists them all meanwhile, with what they read before the decision', async () => {
    const { promise: later, resolve: answer } = Promise.withResolvers<void>();
    const { owed, decide, campaign, clock } = await stageWith((ledger) => ({
      async due(...asked) {
        const found = await ledger.due(...asked);
        if (asked[2] === '9999') await later;
        return found;
      },
    }));
    const listing = owed.all(campaign);
    await new Promise((done) => setImmediate(done));
    await decide();
    const [first] = await released(owed, campaign, clock.now());
    if (!first) throw new Error('one is released');
    answer();
    expect(await listing).toEqual([]);
    await owed.settle(first.owed);
    expect(await released(owed, campaign, clock.now())).toEqual([]);
  });
  it('are released once, as they were read last, where their problem moves along the index meanwhile', async () => {
    const { owed, decide, campaign, clock } = await stageWith((ledger) => ({
      async due(...asked) {
        const [once, again] = [await ledger.due(...asked), await ledger.due(...asked)];
        return { problems: [...once.problems, ...again.problems], unread: [] };
      },
    }));
    await decide();
    expect(await released(owed, campaign, clock.now())).toHaveLength(1);
  });
});

describe('all escalations of a campaign', () => {
  /** One that was told, and three that were decided since. */
  async function someTold() {
    const stage = await due(1);
    await deliver({ campaign: stage.campaign }, stage.services);
    stage.goTo('2026-03-09 11:30');
    await sweep({ campaign: stage.campaign }, stage.services);
    const states = async () =>
      (await allEntries(stage.campaign, stage.services)).map(({ state, reason }) => (reason ? [state, reason] : state));
    return { stage, states };
  }

  it('are pending until they are told, also while it is paused', async () => {
    const { stage, states } = await someTold();
    const before = await states();
    expect(before.toSorted()).toEqual(['bundled', 'pending', 'pending', 'pending']);
    await setStatus(stage, 'paused');
    expect(await states()).toEqual(before);
  });
  it('are dropped where it has ended before they were told, and none is missing', async () => {
    const { stage, states } = await someTold();
    const before = await states();
    await setStatus(stage, 'ended');
    expect(await states()).toEqual(
      before.map((state) => (state === 'pending' ? ['dropped', 'campaign ended'] : state)),
    );
  });
});
