import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs every check of a suite, even after one failed, and ends with one line: `N passed, N failed, N skipped`.
 * Types, lint and layers count as one check each. `--long` runs the suites that take minutes, in their short form.
 */
interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  readonly title: string;
  readonly run: () => Promise<Counts>;
}

const folder = mkdtempSync(join(tmpdir(), 'hundred-days-test-'));

function execute(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      process.stdout.write(chunk);
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
  });
}

const one = (passed: boolean): Counts => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });

const check = (
  title: string,
  command: string,
  args: readonly string[],
  holds: (output: string) => boolean = () => true,
): Step => ({
  title,
  async run() {
    const { code, output } = await execute(command, args);
    return one(code === 0 && holds(output));
  },
});

interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
}

function readReport(file: string, code: number): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    const failed = Math.max(report.numFailedTests, code === 0 ? 0 : 1);
    return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
  } catch {
    return one(false);
  }
}

const vitest = (title: string, args: readonly string[], env: Record<string, string> = {}): Step => ({
  title,
  async run() {
    const file = join(folder, `${title.replaceAll(/\W+/g, '-')}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code } = await execute('vitest', ['run', ...args, ...reporters], env);
    return readReport(file, code);
  },
});

const nodeIs24: Step = { title: 'Node 24', run: async () => one(process.versions.node.startsWith('24.')) };

const USUAL_PROJECTS = ['unit', 'unit-alone', 'contract', 'simulation', 'infra'].flatMap((name) => ['--project', name]);

const USUAL: readonly Step[] = [
  nodeIs24,
  check('types', 'tsc', ['--noEmit']),
  check('lint', 'biome', ['check', '.']),
  // An empty cruise would pass every rule, so it must have seen the sources.
  check('layers', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'infra', 'functions', 'shared'], (output) =>
    /\(\d{3,} modules/.test(output),
  ),
  vitest('unit, contract, simulation, infra', [...USUAL_PROJECTS, '--coverage']),
];

const LONG: readonly Step[] = [
  vitest('faults', ['--project', 'faults'], { HUNDRED_DAYS_FAULTS: process.env.HUNDRED_DAYS_FAULTS ?? 'short' }),
  vitest('crash, property, bench', ['--config', 'vitest.long.config.ts'], {
    HUNDRED_DAYS_KILLS: process.env.HUNDRED_DAYS_KILLS ?? '10',
    HUNDRED_DAYS_RUNS: process.env.HUNDRED_DAYS_RUNS ?? '500',
    HUNDRED_DAYS_BENCH: process.env.HUNDRED_DAYS_BENCH ?? 'short',
  }),
];

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
for (const step of process.argv.includes('--long') ? LONG : USUAL) {
  process.stdout.write(`\n── ${step.title}\n`);
  const counts = await step.run();
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  summary.push(`${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${step.title}`);
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(
  `\n${summary.join('\n')}\n\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`,
);
process.exitCode = total.failed === 0 ? 0 : 1;
