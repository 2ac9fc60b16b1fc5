import assert from 'node:assert/strict';
import { buildCampaignInput } from '../../support/build-campaign.ts';
import type { DeployedStage } from '../deployed-stage.ts';
import { type Story, until } from '../story.ts';

const EVE = '2027-01-03T12:00:00.000Z';
const BELOW = '/campaigns/winter';
/** A day in not quite two seconds. */
const RATE = 50_000;
/** What a call takes here may be half a day on such a clock, and several entries may wait for one another. */
const LAG_MS = 4 * 86_400_000;

const campaign = buildCampaignInput({
  id: 'winter',
  phases: [
    { phase: 'publicity', starts: '2027-01-04', ends: '2027-01-07' },
    { phase: 'attack', starts: '2027-01-08', ends: '2027-01-25' },
    { phase: 'consolidation', starts: '2027-01-26', ends: '2027-01-31' },
  ],
  ranking: { periods: ['weekly'] },
  bulletins: { periods: ['weekly'] },
  accountability: [],
});

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly doneAt?: string;
}

/** A campaign that nobody touches, on a clock that runs: the workflow waits its way through three phases. */
export async function byItself(stage: DeployedStage, { tell, step }: Story): Promise<void> {
  const { ask, ticks } = stage;
  tell('\nA campaign by itself, on a clock that runs');
  await step('the office starts one of four weeks, and the clock runs a day in not quite two seconds', async () => {
    await stage.setClock(EVE, RATE);
    assert.equal((await ask('office', 'POST /campaigns', { json: campaign })).status, 201);
    await ticks.start('start');
  });
  await step('the workflow waits from entry to entry, through three phases, and ends the campaign', () =>
    until(async () => {
      const { items } = (await ask('office', 'GET /campaigns')).body;
      return items.find(({ id }: { id: string }) => id === 'winter').status === 'ended' ? true : undefined;
    }, 150),
  );
  await step('it came to each entry when its time had come, and soon', async () => {
    const { entries } = (await ask('office', `GET ${BELOW}/agenda`)).body;
    for (const { id, at, doneAt = '' } of entries as readonly Entry[]) {
      const lag = Date.parse(doneAt) - Date.parse(at);
      assert.ok(lag >= 0 && lag < LAG_MS, `${id} was due at ${at} and done at ${doneAt}`);
    }
  });
  await step('it ranked four weeks, and published a bulletin of each and of each phase', async () => {
    assert.equal((await ask('auditor', `GET ${BELOW}/rankings/weekly`)).body.items.length, 4);
    assert.equal((await ask('auditor', `GET ${BELOW}/bulletins`)).body.items.length, 7);
  });
}
