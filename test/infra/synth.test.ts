import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlesIn, type Ledger, weigh } from '../../infra/bundles/weigh.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const KB = 1024;
const HOT: readonly string[] = ['InspectionIntake', 'UnitApi', 'DueTracking', 'EscalationDelivery'];
const ENV = {
  TABLE_NAME: 't',
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
  let status: number | null = null;
  let ledger: Ledger = {};

  beforeAll(() => {
    // No account, no region, no profile, and nothing to find Docker by.
    const env = {
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
      HOME: folder,
      CDK_DOCKER: '/nowhere/docker',
    };
    const run = spawnSync('npx', ['cdk', 'synth', '--quiet', '--output', assembly], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    output = run.stdout + run.stderr;
    status = run.status;
    ledger = weigh(assembly);
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('needs neither an account nor Docker', () => {
    expect(status, output).toBe(0);
    expect(output).toContain('Successfully synthesized');
  });
  it('prints no finding, no warning and nothing deprecated', () => {
    expect(output).not.toMatch(/AwsSolutions|\[WARNING\]|deprecated|▲/);
  });
  it('bundles what the ledger says, to a hundredth', () => {
    const committed: Ledger = JSON.parse(readFileSync(join(root, 'infra/bundles/ledger.json'), 'utf8'));
    expect(Object.keys(ledger)).toEqual(Object.keys(committed));
    const off = Object.entries(ledger).filter(([name, bytes]) => Math.abs(bytes / (committed[name] ?? 0) - 1) > 0.01);
    expect(off, 'npm run --silent synth && npm run --silent ledger > infra/bundles/ledger.json').toEqual([]);
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
  }, 60_000);
});
