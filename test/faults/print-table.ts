import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { FAULTS } from './plan.ts';
import type { Row } from './rows.ts';

/** Prints what was played once all have played: scenarios by handler, with runs by fault. */
export default function setUp(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-faults-'));
  const file = join(folder, 'rows.jsonl');
  writeFileSync(file, '');
  project.provide('faultTable', file);
  return () => {
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): Row => JSON.parse(line));
    rmSync(folder, { recursive: true });
    if (rows.length > 0) process.stdout.write(`\n${tableOf(rows)}\n`);
  };
}

function tableOf(rows: readonly Row[]): string {
  const head = ['handler', 'scenario', 'calls', ...FAULTS, 'runs'];
  const lines = rows
    .toSorted((a, b) => (`${a.handler} ${a.scenario}` < `${b.handler} ${b.scenario}` ? -1 : 1))
    .map(({ handler, scenario, calls, runs }) => [
      handler,
      scenario,
      calls,
      ...FAULTS.map((fault) => runs[fault] ?? 0),
      sum(Object.values(runs)),
    ]);
  const total = [
    'together',
    '',
    sum(rows.map(({ calls }) => calls)),
    ...FAULTS.map((fault) => sum(rows.map(({ runs }) => runs[fault] ?? 0))),
    sum(rows.flatMap(({ runs }) => Object.values(runs))),
  ];
  return [head, head.map((_, column) => (column < 2 ? '---' : '---:')), ...lines, total]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
