import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlesIn, type Ledger, weigh } from '../../infra/bundles/weigh.ts';
import { VERSION } from '../../infra/local/version.ts';
import { describeCloud } from '../../infra/stacks/cloud-routes.ts';
import { buildEvent } from '../support/test-api.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KB = 1000;
const HOT: readonly string[] = ['InspectionIntake', 'UnitApi', 'DueTracking', 'EscalationDelivery'];
const ENV = {
  TABLE_NAME: 't',
  AWS_REGION: 'eu-west-1',
  SMS_PROVIDER: 'aliyun',
  SMS_SECRET_ID: 's',
  SMS_SIGN_NAME: 'sign',
  SMS_TEMPLATES: '{"default":{"id":"1","params":[]}}',
  ARCHIVE_BUCKET: 'b',
  PHOTO_BUCKET: 'p',
  IMPORT_BUCKET: 'i',
  STATE_MACHINE_ARN: 'arn:aws:states:eu-west-1:111122223333:stateMachine:m',
  TOKEN_ISSUER: 'https://id.example.test',
  TOKEN_AUDIENCE: 'client',
  TOKEN_KEYS: 'https://id.example.test/keys.json',
};

describe('cdk synth from a fresh clone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  const assembly = join(folder, 'cdk.out');
  let output = '';
  let status: readonly (number | null)[] = [];
  let ledger: Ledger = {};

  beforeAll(() => {
    // No account, no region, no profile, and nothing to find Docker by.
    const env = {
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      HOME: folder,
      CDK_DOCKER: '/nowhere/docker',
    };
    const synth = (...more: string[]) =>
      spawnSync('npx', ['cdk', 'synth', '--quiet', '--output', assembly, ...more], {
        cwd: root,
        env,
        encoding: 'utf8',
      });
    const runs = [synth(), synth('-c', 'settings=infra/stacks/settings.example.json')];
    output = runs.map(({ stdout, stderr }) => stdout + stderr).join('');
    status = runs.map((run) => run.status);
    // The second one has every function there is.
    ledger = weigh(assembly);
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('needs neither an account nor Docker', () => {
    expect(status, output).toEqual([0, 0]);
    expect(output).toContain('Successfully synthesized');
  });
  it('prints no finding, no warning and nothing deprecated', () => {
    expect(output).not.toMatch(/AwsSolutions|WARNING|deprecated|▲/);
  });
  it('bundles what the ledger says, to a hundredth', () => {
    const committed: Ledger = JSON.parse(readFileSync(join(root, 'infra/bundles/ledger.json'), 'utf8'));
    expect(Object.keys(ledger)).toEqual(Object.keys(committed));
    const off = Object.entries(ledger).filter(([name, bytes]) => Math.abs(bytes / (committed[name] ?? 0) - 1) > 0.01);
    expect(off, 'the README of infra/bundles says how to write the ledger anew').toEqual([]);
  });
  it('keeps functions below 500 KB and hot ones below 450 KB', () => {
    const over = Object.entries(ledger).filter(([name, bytes]) => bytes > (HOT.includes(name) ? 450 : 500) * KB);
    expect(over).toEqual([]);
  });
  it('makes bundles that load by themselves, with no package beside them', () => {
    for (const [name, file] of Object.entries(bundlesIn(assembly))) {
      const alone = join(folder, name, 'index.js');
      mkdirSync(join(folder, name));
      copyFileSync(file, alone);
      const run = spawnSync(
        process.execPath,
        ['-e', `if (typeof require(${JSON.stringify(alone)}).handler !== 'function') throw 'no handler'`],
        { env: ENV, encoding: 'utf8' },
      );
      expect([name, run.status, run.stderr]).toEqual([name, 0, '']);
    }
  }, 120_000);
  it.each(['/health', '/openapi.json'])('serves %s out of what lies beside the bundle', (path) => {
    const file = bundlesIn(assembly).AuditorApi ?? '';
    const script = `require(${JSON.stringify(file)}).handler(${JSON.stringify(buildEvent(`GET ${path}`, {}))}, { awsRequestId: 'R1' })
      .then(({ statusCode, body }) => require('node:fs').writeSync(3, JSON.stringify([statusCode, JSON.parse(body)])))`;
    const run = spawnSync(process.execPath, ['-e', script], {
      env: { ...ENV, LAMBDA_TASK_ROOT: dirname(file), POWERTOOLS_LOG_LEVEL: 'SILENT' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const [code, body] = JSON.parse(String(run.output[3]));
    expect([code, body.version ?? body.info.version]).toEqual([200, VERSION]);
    if (body.paths) expect(body).toEqual(JSON.parse(JSON.stringify(describeCloud())));
  });
});
