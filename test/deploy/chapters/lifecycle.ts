import assert from 'node:assert/strict';
import { SFNClient } from '@aws-sdk/client-sfn';
import { createSfnWorkflows } from '../../../shared/adapters/sfn-workflows.ts';
import { buildCampaignInput } from '../../support/build-campaign.ts';
import type { DeployedStage } from '../deployed-stage.ts';
import { CREDENTIALS, REGION } from '../emulator.ts';
import { settled } from '../run-deployed.ts';
import { demandRefusal, type Story, until } from '../story.ts';

const campaign = (consolidation: string) =>
  buildCampaignInput({
    id: 'autumn',
    phases: [
      { phase: 'publicity', starts: '2026-09-01', ends: '2026-09-10' },
      { phase: 'attack', starts: '2026-09-11', ends: '2026-11-19' },
      { phase: 'consolidation', starts: '2026-11-20', ends: consolidation },
    ],
  });
const PLANNED = '2026-12-09';
const LONGER = '2026-12-19';
const EVE = '2026-08-31T12:00:00.000Z';
const FIRST_MORNING = '2026-09-01T01:00:00.000Z';
const NEXT_MORNING = '2026-09-02T01:00:00.000Z';
const BELOW = '/campaigns/autumn';

/** Starting, pausing, resuming, re-planning and ending a campaign whose execution runs. */
export async function lifecycle(stage: DeployedStage, { tell, step }: Story): Promise<void> {
  const { ask, ticks, outputs, endpoint } = stage;
  const client = new SFNClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const workflows = createSfnWorkflows({ client, stateMachine: outputs.StateMachine });
  const running = async () => (await workflows.running()).filter((name) => name.startsWith('autumn-'));
  const gone = () => until(async () => ((await running()).length === 0 ? true : undefined), 30);
  const setStatus = async (status: string) =>
    assert.equal((await ask('office', `POST ${BELOW}/status`, { json: { status } })).status, 200);
  const agenda = async () => (await ask('office', `GET ${BELOW}/agenda`)).body;

  tell('\nA campaign while its execution runs');
  await step(
    'the office starts a campaign, and the starter gives it one execution, however often it looks',
    async () => {
      await stage.setClock(EVE);
      assert.equal((await ask('office', 'POST /campaigns', { json: campaign(PLANNED) })).status, 201);
      for (let turn = 0; turn < 2; turn += 1) await ticks.start('start');
      const [only, ...others] = await until(async () => ((await running()).length > 0 ? running() : undefined), 30);
      assert.match(only ?? '', /-r1-/);
      assert.deepEqual(others, []);
    },
  );
  await step(
    'paused, its execution ends by itself, and the first day passes without its phase being opened',
    async () => {
      await setStatus('paused');
      await gone();
      await stage.setClock(FIRST_MORNING);
      await ticks.start('start');
      assert.deepEqual(await running(), []);
      assert.ok((await agenda()).entries.every(({ doneAt }: { doneAt?: string }) => doneAt === undefined));
    },
  );
  await step('resumed, another execution makes up for it', async () => {
    await setStatus('running');
    await ticks.start('start');
    await settled('autumn', FIRST_MORNING, stage);
    assert.equal((await agenda()).entries[0].doneAt, FIRST_MORNING);
  });
  await step('re-planned, it goes on by its second revision, in one execution and with what was done', async () => {
    const answer = await ask('office', `PUT ${BELOW}`, { json: campaign(LONGER) });
    assert.equal(answer.status, 200);
    await ticks.start('start');
    await until(async () => ((await running()).every((name) => /-r2-/.test(name)) ? true : undefined), 30);
    const { revision, entries } = await agenda();
    assert.deepEqual([revision, entries[0].doneAt, entries.at(-1).day], [2, FIRST_MORNING, LONGER]);
    await stage.setClock(NEXT_MORNING);
    await settled('autumn', NEXT_MORNING, stage);
  });
  await step('ended, its execution ends, none is started again, and it takes nothing in any more', async () => {
    await setStatus('ended');
    await gone();
    await ticks.start('start');
    assert.deepEqual(await running(), []);
    const inspection = { id: 'late', unit: 'street-east', source: 'spot', at: FIRST_MORNING, findings: [] };
    demandRefusal(await ask('inspector', `POST ${BELOW}/inspections`, { json: inspection }), 409);
    demandRefusal(await ask('office', `POST ${BELOW}/status`, { json: { status: 'running' } }), 409);
  });
}
