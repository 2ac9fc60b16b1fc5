import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { FAULTS } from './plan.ts';
import type { Row } from './rows.ts';

const README = new URL('README.md', import.meta.url);
const HEADING = '## What was played\n';

/**
 * Prints what was played once all have played, scenario by scenario. With `HUNDRED_DAYS_FAULTS_WRITE=1` it also goes into
 * the README, handler by handler.
 */
export default function setUp(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-faults-'));
  const file = join(folder, 'rows.jsonl');
  writeFileSync(file, '');
  project.provide('faultTable', file);
  return () => {
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): Row => JSON.parse(line))
      .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    rmSync(folder, { recursive: true });
    if (rows.length === 0) return;
    process.stdout.write(`\n${tableOf(rows, 'scenario')}\n`);
    if (process.env.HUNDRED_DAYS_FAULTS_WRITE === '1') writeInto(README, tableOf(byHandler(rows), 'scenarios'));
  };
}

const nameOf = ({ handler, scenario }: Row): string => `${handler} ${scenario}`;

/** One row for all scenarios of a handler, which are counted instead of named. */
const byHandler = (rows: readonly Row[]): readonly Row[] =>
  [...Map.groupBy(rows, ({ handler }) => handler)].map(([handler, own]) => ({
    handler,
    scenario: String(own.length),
    calls: sum(own.map(({ calls }) => calls)),
    runs: Object.fromEntries(FAULTS.map((fault) => [fault, sum(own.map(({ runs }) => runs[fault] ?? 0))])),
  }));

function tableOf(rows: readonly Row[], second: string): string {
  const head = ['handler', second, 'calls', ...FAULTS, 'runs'];
  const line = (handler: string, scenario: string, of: readonly Row[]) => {
    const runs = FAULTS.map((fault) => sum(of.map((row) => row.runs[fault] ?? 0)));
    return [handler, scenario, sum(of.map(({ calls }) => calls)), ...runs, sum(runs)];
  };
  const rule = head.map((_, column) => (column < 2 ? '---' : '---:'));
  const lines = rows.map((row) => line(row.handler, row.scenario, [row]));
  return [head, rule, ...lines, line('together', '', rows)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function writeInto(readme: URL, table: string): void {
  const [before = ''] = readFileSync(readme, 'utf8').split(HEADING);
  writeFileSync(readme, `${before}${HEADING}\n${table}\n`);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
