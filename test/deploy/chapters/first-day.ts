import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildCampaignInput } from '../../support/build-campaign.ts';
import type { DeployedStage } from '../deployed-stage.ts';
import { type Emulator, ROOT } from '../emulator.ts';
import { demandRefusal, type Story, until } from '../story.ts';

const run = promisify(execFile);
const CLOCK = join(ROOT, 'infra/set-clock.ts');
/** In Asia/Shanghai, where the stage's clock then stands. */
const WALL_CLOCK = '2026-02-27 09:00';
const MORNING = '2026-02-27T01:00:00.000Z';
const LATER = '2026-02-27T01:10:00.000Z';

/** A campaign whose problems fall due within a minute. */
const campaign = buildCampaignInput({
  id: 'first-day',
  phases: [
    { phase: 'publicity', starts: '2026-02-27', ends: '2026-03-08' },
    { phase: 'attack', starts: '2026-03-09', ends: '2026-05-17' },
    { phase: 'consolidation', starts: '2026-05-18', ends: '2026-06-06' },
  ],
  deadlines: [{ id: 'at-once', within: '0.01 emergencyHours' }],
  ladder: { rungs: [{ rung: 'urge', at: '0 workingHours', to: ['liaison'] }] },
  sending: { signature: '县创卫办', window: { from: '00:00', to: '23:59' } },
});
const inspection = {
  id: 'I-1',
  unit: 'street-east',
  source: 'spot',
  at: MORNING,
  findings: [{ category: 'litter', place: '人民路1号', description: '暴露垃圾' }],
  results: [],
};

/** The first day: rights, an inspection, and the schedules by themselves, each minute, up to the SMS. */
export async function firstDay(stage: DeployedStage, { env }: Emulator, { tell, step }: Story): Promise<void> {
  const { ask, staff } = stage;
  tell('\nA first day, with the schedules running');
  await step('the operator sets the stage’s clock by npm run clock; it stands still on a morning in February', () =>
    run(process.execPath, [CLOCK, '--table', stage.outputs.TableName, '--at', WALL_CLOCK], { env }),
  );
  for (const who of ['office', 'inspector', 'auditor', 'street-east', 'street-west'])
    await step(`somebody signs in: ${who}`, () => staff.tokenOf(who));
  await step('an inspector may not create a campaign', async () =>
    demandRefusal(await ask('inspector', 'POST /campaigns', { json: campaign }), 403, 'wrong-role'),
  );
  await step('the office creates one', async () =>
    assert.equal((await ask('office', 'POST /campaigns', { json: campaign })).status, 201),
  );
  await step('an inspection is taken in once, however often it is sent', async () => {
    const send = () => ask('inspector', 'POST /campaigns/first-day/inspections', { json: inspection });
    assert.equal((await send()).status, 201);
    assert.equal((await send()).status, 200);
  });
  await step('the unit sees its problem, and another unit does not', async () => {
    const problem = 'GET /campaigns/first-day/my/problems/I-1-1';
    assert.equal((await ask('street-east', problem)).status, 200);
    demandRefusal(await ask('street-west', problem), 404);
  });
  await step('ten minutes pass on the stage’s clock', () => stage.setClock(LATER));
  await step('a schedule fires, finds the problem overdue and decides the rung', () =>
    until(async () => {
      const { items } = (await ask('office', 'GET /campaigns/first-day/escalations')).body;
      return items.length === 1 ? true : undefined;
    }, 180),
  );
  const message = await step('a schedule fires and hands one SMS to SNS', () =>
    until(async () => {
      const { items } = (await ask('office', 'GET /campaigns/first-day/messages')).body;
      return (items as Array<Record<string, unknown>>).find(({ state }) => state === 'sent');
    }, 180),
  );
  await step('the SMS that SNS was asked to send is the one in the books, but for its link', async () => {
    const sent = (await (await fetch(`${stage.endpoint}/_ministack/sns/sms-messages`)).json()) as unknown;
    const [before = ''] = String(message.text).split('…');
    assert.ok(
      textsIn(sent).some((text) => text.startsWith(before)),
      JSON.stringify(sent),
    );
    assert.ok(!JSON.stringify(message).includes('13800000101'), 'the number is masked in the books');
  });
  await step('a schedule fires and gives the campaign its execution, which opens the first phase', () =>
    until(async () => {
      const { entries } = (await ask('office', 'GET /campaigns/first-day/agenda')).body;
      const opened = entries.find(({ id }: { id: string }) => id === 'phase-opens:publicity');
      return opened?.doneAt ? true : undefined;
    }, 180),
  );
  await step('the office ends this campaign', async () =>
    assert.equal((await ask('office', 'POST /campaigns/first-day/status', { json: { status: 'ended' } })).status, 200),
  );
}

/** Every text in an answer of any shape. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
