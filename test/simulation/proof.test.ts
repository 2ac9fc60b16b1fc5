import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'proof-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const data = join(folder, 'data');
const database = join(data, 'stage.db');
const rankings = join(data, 'archive/rankings/s2b-hundred-days/weekly');
const script = join(folder, 'proof.mjs');

/** The auditor's script as infra/README.md prints it. */
const printed = (): string => {
  const page = readFileSync(resolve(import.meta.dirname, '../../infra/README.md'), 'utf8');
  return /```js\n(?<script>[\s\S]*?)```/.exec(page)?.groups?.script ?? '';
};

const prove = async (ranking: string): Promise<string> => {
  const args = [script, database, 's2b-hundred-days', join(rankings, ranking)];
  return (await promisify(execFile)(process.execPath, args)).stdout;
};

beforeAll(async () => {
  const campaign = ['--campaign', 'preset:s2b', '--inspections', '120', '--data', data];
  expect((await runCommand('start', [...campaign, '--once'])).code).toBe(0);
  writeFileSync(script, printed());
}, 60_000);

describe('the script with which an auditor proves a ranking', () => {
  it('finds every chain whole and the ledger hash of each week, without any code of the product', async () => {
    const weeks = readdirSync(rankings);
    expect(weeks.length).toBeGreaterThan(10);
    for (const week of weeks) {
      const output = await prove(week);
      expect(output).toContain('broken 0');
      expect(output).toContain('as the ranking says');
    }
  });
  it('finds a history that somebody changed behind the product’s back', async () => {
    const db = new DatabaseSync(database);
    db.exec(`UPDATE item SET body = replace(body, '"by":"system"', '"by":"nobody"')
      WHERE rowid = (SELECT rowid FROM item WHERE pk GLOB 'PROBLEM#s2b-hundred-days#*' LIMIT 1)`);
    db.close();
    const output = await prove(readdirSync(rankings).toSorted().at(-1) ?? '');
    expect(output).toContain('broken 1');
    expect(output).toContain('DIFFERS');
  });
});
