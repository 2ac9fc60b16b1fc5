import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlesIn } from '../../infra/bundles/weigh.ts';
import { readSizes } from './sizes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ROUNDS = 15;
/** Ours ÷ the same handler bundled with default settings, by processor time. */
const CEILING = 0.6 / readSizes(process.env).share;
const HOT = [
  ['InspectionIntake', 'inspection-intake'],
  ['UnitApi', 'unit-api'],
  ['DueTracking', 'due-tracking'],
  ['EscalationDelivery', 'escalation-delivery'],
] as const;
const ENV = {
  TABLE_NAME: 't',
  PHOTO_BUCKET: 'p',
  TOKEN_ISSUER: 'https://id.example.test',
  TOKEN_AUDIENCE: 'client',
  TOKEN_KEYS: 'https://id.example.test/keys.json',
  AWS_REGION: 'eu-west-1',
  // Default settings leave the SDK out of the bundle; the runtime then finds it among its packages.
  NODE_PATH: join(root, 'node_modules'),
};

/** Milliseconds of processor time that a fresh process takes to load a bundle. */
function loadTime(file: string): number {
  const script = `const begin = process.cpuUsage();
    require(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(begin);
    process.stdout.write(String((user + system) / 1000));`;
  const run = spawnSync(process.execPath, ['-e', script], { env: ENV, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${file} does not load: ${run.stderr.slice(-2000)}`);
  return Number(run.stdout);
}

describe('a hot function', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  const assembly = join(folder, 'cdk.out');

  beforeAll(() => {
    const run = spawnSync('cdk', ['synth', '--quiet', '--output', assembly], { cwd: root, encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(HOT)('%s loads in less time than with default settings, by the ratio’s ceiling', (name, entry) => {
    const ours = bundlesIn(assembly)[name] ?? '';
    const usual = join(folder, entry, 'index.js');
    // What NodejsFunction does where nothing is said.
    buildSync({
      entryPoints: [join(root, 'functions', entry, 'handler.ts')],
      outfile: usual,
      bundle: true,
      platform: 'node',
      target: 'node24',
      external: ['@aws-sdk/*', '@smithy/*'],
      logLevel: 'error',
    });
    const rounds = Array.from({ length: ROUNDS }, () => ({ ours: loadTime(ours), usual: loadTime(usual) }));
    // What disturbs a round only ever adds to it.
    const [own, other] = [Math.min(...rounds.map((one) => one.ours)), Math.min(...rounds.map((one) => one.usual))];
    const ratio = own / other;
    process.stdout.write(
      `${name}: ${own.toFixed(0)} ms, by default ${other.toFixed(0)} ms, ratio ${ratio.toFixed(2)}\n`,
    );
    expect(ratio).toBeLessThanOrEqual(CEILING);
  });
});
