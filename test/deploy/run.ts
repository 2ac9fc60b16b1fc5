import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildCampaignInput } from '../support/build-campaign.ts';
import { callApi } from './deployed-api.ts';
import { type Emulator, NoEmulator, startEmulator } from './emulator.ts';
import { signIn } from './staff.ts';

/**
 * Deploys the cloud stage onto an emulator and drives it from outside only. Its output reads as a story; what the
 * emulator does not enforce is listed in the README beside this file.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const PORT = Number(process.env.HUNDRED_DAYS_EMULATOR_PORT ?? 4566);
let passed = 0;

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function step<Result>(line: string, act: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await act();
  passed += 1;
  tell(`✔ ${line} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}

/** Runs the CDK command line; its output is shown where it fails. */
function cdk(args: readonly string[], { env, url }: Emulator): Promise<void> {
  const all = [...args, '-c', `identityUrl=${url}`, '--progress', 'events'];
  const child = spawn(join(ROOT, 'node_modules/.bin/cdk'), all, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', keep);
  return new Promise((done, fail) => {
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`cdk ${args[0]} ended with ${code}\n${output.slice(-4000)}`)),
    );
  });
}

/** Asks every few seconds until there is an answer to the point. */
async function until<Result>(ask: () => Promise<Result | undefined>, seconds: number): Promise<Result> {
  for (let waited = 0; waited < seconds; waited += 5) {
    const result = await ask();
    if (result !== undefined) return result;
    await new Promise((next) => setTimeout(next, 5000));
  }
  throw new Error(`nothing came within ${seconds} seconds`);
}

const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A campaign whose problems fall due within a minute. */
const campaign = buildCampaignInput({
  id: 'proof',
  timeZone: 'UTC',
  phases: [
    { phase: 'publicity', starts: dayFromNow(0), ends: dayFromNow(9) },
    { phase: 'attack', starts: dayFromNow(10), ends: dayFromNow(79) },
    { phase: 'consolidation', starts: dayFromNow(80), ends: dayFromNow(99) },
  ],
  deadlines: [{ id: 'at-once', within: '0.01 emergencyHours' }],
  ladder: { rungs: [{ rung: 'urge', at: '0 workingHours', to: ['liaison'] }] },
  sending: { signature: '县创卫办', window: { from: '00:00', to: '23:59' } },
});

async function prove(emulator: Emulator, folder: string): Promise<void> {
  await step('the account is bootstrapped', () => cdk(['bootstrap', 'aws://000000000000/us-east-1'], emulator));
  const outputs = join(folder, 'outputs.json');
  await step('both stacks are deployed', () =>
    cdk(['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputs], emulator),
  );
  const {
    Url = '',
    UserPoolId = '',
    ClientId = '',
  }: Record<string, string> = Object.assign({}, ...Object.values(JSON.parse(readFileSync(outputs, 'utf8'))));
  const directory = { endpoint: emulator.url, userPool: UserPoolId, client: ClientId };
  const ask = (route: string, token?: string, json?: unknown) => callApi(Url, PORT, route, token, json);

  const office = await step('somebody of the office signs in', () => signIn('office', 'office', directory));
  const inspector = await step('an inspector signs in', () => signIn('inspector', 'inspector', directory));
  const east = await step('the liaison of a unit signs in', () => signIn('east', 'unit', directory, 'street-east'));
  const west = await step('the liaison of another unit signs in', () =>
    signIn('west', 'unit', directory, 'street-west'),
  );
  await step('nobody gets in without a token', async () => assert.equal((await ask('GET /campaigns')).status, 401));
  await step('an inspector may not create a campaign', async () =>
    assert.equal((await ask('POST /campaigns', inspector, campaign)).status, 403),
  );
  await step('the office creates a campaign', async () =>
    assert.equal((await ask('POST /campaigns', office, campaign)).status, 201),
  );

  const inspection = {
    id: 'I-1',
    unit: 'street-east',
    source: 'spot',
    at: new Date().toISOString(),
    findings: [{ category: 'litter', place: '人民路1号', description: '暴露垃圾' }],
    results: [],
  };
  await step('an inspection is taken in once, however often it is sent', async () => {
    assert.equal((await ask('POST /campaigns/proof/inspections', inspector, inspection)).status, 201);
    assert.equal((await ask('POST /campaigns/proof/inspections', inspector, inspection)).status, 200);
  });
  await step('the unit sees its problem, and another unit does not', async () => {
    assert.equal((await ask('GET /campaigns/proof/my/problems/I-1-1', east)).status, 200);
    assert.equal((await ask('GET /campaigns/proof/my/problems/I-1-1', west)).status, 404);
  });
  await step('the schedule finds the problem overdue and decides the rung', () =>
    until(async () => {
      const { body } = await ask('GET /campaigns/proof/escalations', office);
      return (body.items as unknown[]).length === 1 ? true : undefined;
    }, 180),
  );
  const message = await step('the schedule hands one SMS to SNS', () =>
    until(async () => {
      const { body } = await ask('GET /campaigns/proof/messages', office);
      return (body.items as Array<Record<string, unknown>>).find(({ state }) => state === 'sent');
    }, 180),
  );
  await step('the SMS that SNS was asked to send is the one in the books, but for its link', async () => {
    const log = JSON.stringify(await (await fetch(`${emulator.url}/_ministack/sns/sms-messages`)).json());
    const [before = ''] = String(message.text).split('…');
    assert.ok(
      JSON.stringify(log).includes(JSON.stringify(before).slice(1, -1).replaceAll('\\', '\\\\')) ||
        log.includes(before),
      log,
    );
    assert.ok(!JSON.stringify(message).includes('13800000101'), 'the number is masked in the books');
  });
  await step('the workflow opens the first phase', () =>
    until(async () => {
      const { body } = await ask('GET /campaigns/proof/agenda', office);
      const opened = (body.entries as Array<Record<string, unknown>>).find(({ id }) => id === 'phase-opens:publicity');
      return opened?.doneAt ? true : undefined;
    }, 180),
  );
  await step('the stacks are destroyed', () => cdk(['destroy', '--all', '--force'], emulator));
}

const folder = mkdtempSync(join(tmpdir(), 'hundred-days-deploy-'));
let emulator: Emulator | undefined;
try {
  tell('Deploying the cloud stage onto an emulator, and driving it from outside.');
  emulator = await startEmulator(process.env.HUNDRED_DAYS_EMULATOR ?? folder, PORT);
  await prove(emulator, folder);
  tell(`\n${passed} passed, 0 failed, 0 skipped`);
} catch (error) {
  if (error instanceof NoEmulator) tell(`SKIPPED: ${error.message}\n\n0 passed, 0 failed, 1 skipped`);
  else {
    tell(`✘ ${error instanceof Error ? error.message : String(error)}\n\n${passed} passed, 1 failed, 0 skipped`);
    process.exitCode = 1;
  }
} finally {
  await emulator?.stop();
  rmSync(folder, { recursive: true, force: true });
}
