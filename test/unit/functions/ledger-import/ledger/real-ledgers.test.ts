import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readLedgerFile } from '../../../../../infra/local/ledger/ledger-file.ts';
import { loadMapping } from '../../../../../infra/local/ledger/mapping-file.ts';

const ROOT = join(import.meta.dirname, '../../../../..');
const DATA = join(ROOT, '../shared/data');
const AS_OF = '2019-02-13T21:18:56.000Z';

async function read(ledger: string, mapping: string) {
  return readLedgerFile(join(DATA, ledger), await loadMapping(join(ROOT, 'test/support/mappings', mapping)));
}

/** The raw file as a table of texts, for a count that shares no code with the reader. */
function rawTable(ledger: string, encoding: string): DatabaseSync {
  const text = new TextDecoder(encoding).decode(readFileSync(join(DATA, ledger)));
  const [header = [], ...rows] = parse(text, { bom: true }) as string[][];
  const database = new DatabaseSync(':memory:');
  database.exec(`create table ledger (${header.map((name) => `"${name}" text`).join(', ')})`);
  const insert = database.prepare(`insert into ledger values (${header.map(() => '?').join(', ')})`);
  database.exec('begin');
  for (const row of rows) insert.run(...row);
  database.exec('commit');
  return database;
}

/** `04/12/2018 11:11:26 PM` as `2018-04-12 23:11:26` in SQL. */
const sortable = (column: string) =>
  `substr(${column},7,4)||'-'||substr(${column},1,2)||'-'||substr(${column},4,2)||' '||` +
  `printf('%02d', substr(${column},12,2) % 12 + 12 * (substr(${column},21,2) = 'PM'))||substr(${column},14,6)`;

describe.skipIf(!existsSync(join(DATA, 'pingshan_2018_gbk.csv')))('the ledger of a Shenzhen district', () => {
  it('is read whole, with the lateness of each street as SQL counts it', async () => {
    const { counts, records, rejects, table } = await read('pingshan_2018_gbk.csv', 'pingshan-2018.yaml');
    expect(counts).toMatchObject({ rows: 10_000, accepted: 10_000, rejected: 0, unassigned: 10, repeats: 0 });
    expect(rejects).toEqual([]);
    expect(table.source).toMatchObject({ encoding: 'GB18030', delimiter: ',' });
    const late = Map.groupBy(
      records.filter((record) => record.outcome === 'closed-late'),
      (record) => record.unit,
    );
    const bySql = rawTable('pingshan_2018_gbk.csv', 'gb18030')
      .prepare(
        `select replace("街道", '-', 'unassigned') unit, count(*) n from ledger where "办结情况" = '逾期办结' group by 1`,
      )
      .all();
    expect(Object.fromEntries([...late].map(([unit, cases]) => [unit, cases.length]))).toEqual(
      Object.fromEntries(bySql.map(({ unit, n }) => [String(unit), Number(n)])),
    );
    expect(records.filter((record) => record.outcome === 'closed-late')).toHaveLength(924);
  });

  it('has 34 unit codes with two names where it is read by the acting department', async () => {
    const mapping = await loadMapping(join(ROOT, 'test/support/mappings/pingshan-2018.yaml'));
    const byDepartment = { ...mapping, columns: { ...mapping.columns, unit: '处置部门编码', unitName: '处置部门' } };
    const { flags, counts } = await readLedgerFile(join(DATA, 'pingshan_2018_gbk.csv'), byDepartment);
    const codes = new Set(flags.map((flag) => flag.cells.处置部门编码));
    expect([...new Set(flags.map((flag) => flag.reason))]).toEqual(['unit-with-two-names']);
    expect(codes.size).toBe(34);
    expect(counts.accepted).toBe(10_000);
  });
});

describe.skipIf(!existsSync(join(DATA, 'baltimore311.csv')))('the ledger of an American city', () => {
  it('is read whole, with its late and overdue cases as SQL counts them', async () => {
    const { counts, records, flags } = await read('baltimore311.csv', 'baltimore-311.yaml');
    expect(counts).toMatchObject({ rows: 10_000, accepted: 10_000, rejected: 0, flagged: 222, withoutDeadline: 286 });
    expect(new Set(flags.map((flag) => flag.reason))).toEqual(new Set(['due-equals-reported']));
    const withDue = records.filter((record) => record.dueAt !== undefined);
    const closedLate = withDue.filter(({ dueAt = '', closedAt }) => closedAt !== undefined && closedAt > dueAt);
    const openOverdue = withDue.filter(({ dueAt = '', closedAt }) => closedAt === undefined && dueAt < AS_OF);
    const bySql = rawTable('baltimore311.csv', 'utf-8')
      .prepare(
        `select sum(CloseDate <> '' and ${sortable('CloseDate')} > ${sortable('DueDate')}) closedLate,
                sum(CloseDate = '' and ${sortable('DueDate')} < '2019-02-13 16:18:56') openOverdue
         from ledger where DueDate <> ''`,
      )
      .get();
    expect({ closedLate: closedLate.length, openOverdue: openOverdue.length }).toEqual({ ...bySql });
    expect(bySql).toMatchObject({ closedLate: 1567, openOverdue: 135 });
  });
});
