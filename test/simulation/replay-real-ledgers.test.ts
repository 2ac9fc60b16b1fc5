import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DATA = join(import.meta.dirname, '../../../shared/data');
const there = existsSync(join(DATA, 'baltimore311.csv'));
const describeWithData = describe.skipIf(!there);
if (!there) process.stderr.write('SKIPPED: the real ledgers are not in ../shared/data\n');

interface Summary {
  rows: number;
  accepted: number;
  rejected: number;
  problems: Record<string, number>;
  byUnit: Record<string, { total: number; closed: number; overdue: number; onTime: number; overdueRate: number }>;
  escalations: { total: number };
  ledgerHash: string;
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => void rmSync(folder, { recursive: true })));

async function replay(ledger: string, mapping: string, asOf: string): Promise<{ summary: Summary; out: string }> {
  const out = mkdtempSync(join(tmpdir(), 'replay-test-'));
  folders.push(out);
  const options = [
    '--ledger',
    join(DATA, ledger),
    '--mapping',
    `test/support/mappings/${mapping}`,
    '--as-of',
    asOf,
    '--out',
    out,
  ];
  await promisify(execFile)(process.execPath, ['infra/local/replay.ts', ...options]);
  return { summary: JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as Summary, out };
}

/** The raw file as a table of texts, read by nothing of ours. */
function rawTable(text: string): DatabaseSync {
  const rows = parse(text, { columns: true, bom: true }) as Array<Record<string, string>>;
  const db = new DatabaseSync(':memory:');
  const columns = Object.keys(rows[0] ?? {});
  db.exec(`CREATE TABLE raw (${columns.map((column) => `"${column}" TEXT`).join(',')})`);
  const insert = db.prepare(`INSERT INTO raw VALUES (${columns.map(() => '?').join(',')})`);
  for (const row of rows) insert.run(...columns.map((column) => row[column] ?? ''));
  return db;
}

describeWithData('replay of the Pingshan ledger (GB18030, outcomes without dates)', () => {
  let summary: Summary;
  let db: DatabaseSync;
  beforeAll(async () => {
    summary = (await replay('pingshan_2018_gbk.csv', 'pingshan-2018.yaml', '2019-01-01 00:00:00')).summary;
    db = rawTable(new TextDecoder('gb18030').decode(readFileSync(join(DATA, 'pingshan_2018_gbk.csv'))));
  });

  it('gives the known figures', () => {
    expect(summary).toMatchObject({
      rows: 10_000,
      accepted: 10_000,
      rejected: 0,
      problems: { total: 10_000, overdue: 924 },
    });
    const rates = Object.entries(summary.byUnit).map(([unit, { overdueRate }]) => [
      unit.slice(0, 2),
      (overdueRate * 100).toFixed(1),
    ]);
    expect(Object.fromEntries(rates)).toMatchObject({
      马峦: '11.3',
      石井: '10.0',
      坪山: '9.3',
      碧岭: '9.2',
      坑梓: '8.9',
      龙田: '8.3',
    });
  });
  it('agrees for every street with plain SQL over the raw file', () => {
    const sql = `SELECT CASE WHEN 街道 IN ('', '-') THEN 'unassigned' ELSE 街道 END AS unit, COUNT(*) AS total,
      SUM(办结情况 = '逾期办结') AS overdue FROM raw GROUP BY 1 ORDER BY 1`;
    const ours = Object.entries(summary.byUnit).map(([unit, { total, overdue }]) => ({ unit, total, overdue }));
    expect(ours.toSorted((a, b) => (a.unit < b.unit ? -1 : 1))).toEqual(plain(db.prepare(sql).all()));
  });
});

const plain = (rows: unknown): unknown => JSON.parse(JSON.stringify(rows));

/** `04/12/2018 11:11:26 AM` as `2018-04-12 11:11:26`, in SQL. */
const wall = (column: string) => `substr(${column},7,4)||'-'||substr(${column},1,2)||'-'||substr(${column},4,2)||' '||
  printf('%02d', CAST(substr(${column},12,2) AS INTEGER) % 12 + (CASE substr(${column},21,2) WHEN 'PM' THEN 12 ELSE 0 END))||substr(${column},14,6)`;

describeWithData('replay of the Baltimore ledger (due and closing times)', () => {
  let summary: Summary;
  let out: string;
  let db: DatabaseSync;
  beforeAll(async () => {
    ({ summary, out } = await replay('baltimore311.csv', 'baltimore-311.yaml', '2019-02-13 16:18:56'));
    db = rawTable(readFileSync(join(DATA, 'baltimore311.csv'), 'utf8'));
    db.exec(`CREATE VIEW ledger AS SELECT CASE WHEN Agency IN ('', '-') THEN 'unassigned' ELSE Agency END AS unit,
      CASE WHEN DueDate = '' THEN NULL ELSE ${wall('DueDate')} END AS due,
      CASE WHEN CloseDate = '' THEN NULL ELSE ${wall('CloseDate')} END AS closed FROM raw`);
  }, 180_000);

  it('gives the known figures', () => {
    expect(summary.problems).toMatchObject({ total: 10_000, closedLate: 1567, openOverdue: 135, overdue: 1702 });
  });
  it('agrees for every agency with plain SQL over the raw file', () => {
    const overdue = `(closed IS NOT NULL AND closed > due) OR (closed IS NULL AND due < '2019-02-13 16:18:56')`;
    const sql = `SELECT unit, COUNT(*) AS total, COUNT(closed) AS closed, COALESCE(SUM(${overdue}), 0) AS overdue FROM ledger GROUP BY unit`;
    const ours = Object.entries(summary.byUnit).map(([unit, { total, closed, overdue: late }]) => ({
      unit,
      total,
      closed,
      overdue: late,
    }));
    const byUnit = (rows: ReadonlyArray<{ unit: string }>) => Object.fromEntries(rows.map((row) => [row.unit, row]));
    expect(byUnit(ours)).toEqual(byUnit(plain(db.prepare(sql).all()) as Array<{ unit: string }>));
  });
  it('ranks every week as plain SQL over the raw file does', () => {
    const rows = db
      .prepare(
        `SELECT date(due, 'weekday 0', '-6 days') AS monday, unit, COUNT(*) AS base, SUM(closed IS NOT NULL AND closed <= due) AS hits
         FROM ledger WHERE due IS NOT NULL AND unit <> 'unassigned' GROUP BY 1, 2 HAVING COUNT(*) >= 5`,
      )
      .all() as Array<{ monday: string; unit: string; base: number; hits: number }>;
    const bySql = new Map(rows.map((row) => [`${row.monday} ${row.unit}`, [row.hits, row.base]]));
    const ours = new Map<string, [number, number]>();
    for (const file of readdirSync(join(out, 'rankings/weekly'))) {
      const ranking = JSON.parse(readFileSync(join(out, 'rankings/weekly', file), 'utf8'));
      const monday = new Intl.DateTimeFormat('sv', { timeZone: 'America/New_York' }).format(new Date(ranking.from));
      for (const { unit, score, measures } of ranking.leagues[0].entries) {
        const { numerator, denominator, value } = measures.onTimeRate;
        expect(score).toBeCloseTo(value * 100, 4);
        ours.set(`${monday} ${unit}`, [numerator, denominator]);
      }
    }
    expect(ours.size).toBeGreaterThan(500);
    // Weeks before the first report and after the as-of moment are not ranked.
    for (const [key, value] of ours) expect([key, bySql.get(key)]).toEqual([key, value]);
    const mondays = [...ours.keys()].map((key) => key.slice(0, 10)).toSorted();
    const missing = [...bySql.keys()].filter(
      (key) => key >= (mondays[0] ?? '') && key.slice(0, 10) <= (mondays.at(-1) ?? '') && !ours.has(key),
    );
    expect(missing).toEqual([]);
  });
  it('writes every rung it decided, none before its time', () => {
    const rungs = parse(readFileSync(join(out, 'escalations.csv')), { columns: true, bom: true }) as Array<
      Record<string, string>
    >;
    expect(rungs).toHaveLength(summary.escalations.total);
    expect(new Set(rungs.map(({ problem, rung }) => `${problem} ${rung}`)).size).toBe(rungs.length);
    const urged = rungs.filter(({ rung }) => rung === 'urge');
    expect(urged.length).toBeGreaterThan(1000);
    expect(urged.every(({ dueAt = '', decidedAt = '' }) => decidedAt >= dueAt)).toBe(true);
  });
});
