import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../shared/adapters/seeded-random.ts';
import { campaignSchema } from '../../shared/domain/campaign/campaign-schema.ts';
import { compileCampaign } from '../../shared/stores/campaign-context.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { createAckBook } from './ack-book.ts';
import { crashCampaign } from './crash-campaign.ts';
import { createCrowd } from './crowd.ts';
import { faultsAtDeath, faultsAtRest } from './inspect-folder.ts';
import { checkLedger, missed } from './ledger-faults.ts';
import { createMemory } from './memory.ts';
import type { Mortal } from './mortal.ts';
import { readPlan } from './plan.ts';
import { clientOf, prepareAccounts, serveFolder, threeBeats } from './served-stage.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';
import { createWindows } from './windows.ts';

const { kills, seed } = readPlan(process.env);
const KILLS = Math.ceil(kills / 2);
/** From its start a process needs about a second to answer; it dies at any moment of the first so many. */
const LONGEST_LIFE_MS = 4_000;

const campaign = campaignSchema.parse(crashCampaign());
const units = campaign.units.map(({ id }) => id);

describe(`a served campaign, killed ${KILLS} times (HUNDRED_DAYS_SEED=${seed})`, () => {
  const newFolder = temporaryFolders();
  const random = createRandom(`${seed}:serve`);
  const acks = createAckBook();
  const crowd = createCrowd(units, createRandom(`${seed}:crowd`), acks);
  const memory = createMemory();
  const windows = createWindows();
  let created = false;

  /** People work with a process for as long as it lives. */
  async function live(mortal: Mortal): Promise<void> {
    const client = await clientOf(mortal);
    if (!client) return;
    if (!created) {
      const answer = await client.ask('POST', '/campaigns', { as: 'office', json: crashCampaign() });
      if (!answer) return;
      // An earlier process may have created it and died before it said so.
      expect([201, 409]).toContain(answer.status);
      acks.campaign(campaign.id);
      created = true;
    }
    await crowd.work(client);
  }

  async function liveAndDie(folder: string): Promise<void> {
    const mortal = serveFolder(folder);
    const life = live(mortal);
    await sleep(random.next() * LONGEST_LIFE_MS);
    const waiting = crowd.waiting() > 0;
    crowd.leave();
    expect(await mortal.kill(), mortal.output()).toBe(true);
    await life;
    expect(mortal.output()).not.toContain('"level":"error"');
    const snapshot = readSnapshot(folder);
    windows.note(snapshot, { 'starting up': !mortal.output().includes('http://'), 'request unanswered': waiting });
    expect([...faultsAtDeath(snapshot, memory, campaign.units), ...acks.faults(snapshot)]).toEqual([]);
  }

  /** Serves once more until everything due has been seen to; the stage's time up to which it has. */
  async function liveInPeace(folder: string): Promise<string> {
    const mortal = serveFolder(folder);
    const until = await (await clientOf(mortal))?.stageTime('office');
    if (!until) throw new Error(`the last start does not answer: ${mortal.output()}`);
    await threeBeats(folder, mortal);
    mortal.interrupt();
    expect(await mortal.ended, mortal.output()).toBe(0);
    return until;
  }

  function report(snapshot: Snapshot, rungs: number, until: string): void {
    const { problems, messages, bulletins } = snapshot;
    process.stdout.write(`served, seed ${seed}: ${windows.report()}
  ${acks.acknowledged} acknowledged answers, ${acks.unanswered} commands without one
  ${problems.length} problems, ${rungs} rungs, ${messages.length} messages, ${memory.ambiguous.size} of them unknown, ${bulletins.length} bulletins, from 2026-03-02 to ${until}\n`);
  }

  it('loses nothing it acknowledged, decides every rung once, and shows what is ambiguous as unknown', async () => {
    const folder = newFolder();
    await prepareAccounts(folder, units);
    for (let kill = 1; kill <= KILLS; kill++) await liveAndDie(folder);
    const until = await liveInPeace(folder);

    const snapshot = readSnapshot(folder);
    const { rungs, states } = checkLedger(snapshot, campaign.units);
    report(snapshot, rungs, until);
    expect([...faultsAtDeath(snapshot, memory, campaign.units), ...acks.faults(snapshot)]).toEqual([]);
    expect(faultsAtRest(snapshot, memory)).toEqual([]);
    expect(missed(states, until)).toEqual([]);
    const done = new Set(snapshot.agenda.map(({ body }) => body.entry));
    const { agenda } = compileCampaign(campaign, 1);
    expect(agenda.entries.filter(({ id, at }) => at <= until && !done.has(id))).toEqual([]);
    expect(memory.ambiguous.size).toBeLessThanOrEqual(KILLS);
    expect(rungs).toBeGreaterThan(0);
  });
});
