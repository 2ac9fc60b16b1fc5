import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { IndexName, ReadPlan } from './read-plan.ts';

/** pk, sk, version, body as JSON, due pk, due sk: arrays cost half of what named columns do. */
export type Row = readonly [string, string, number, string, string | null, string | null];

export type ReadQuery = (index: IndexName, partition: string, plan: ReadPlan) => readonly Row[];

export interface Writes {
  readonly begin: StatementSync;
  readonly commit: StatementSync;
  readonly rollback: StatementSync;
  readonly insert: StatementSync;
  readonly update: StatementSync;
  readonly delete: StatementSync;
}

const COLUMNS = 'pk, sk, version, body, due_pk, due_sk';

/** The writing statements. Their conditions stand in the statement: no row changed means that the condition did not hold. */
export const prepareWrites = (db: DatabaseSync): Writes => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  rollback: db.prepare('ROLLBACK'),
  insert: db.prepare(`INSERT INTO item (${COLUMNS}) VALUES (?, ?, 1, ?, ?, ?) ON CONFLICT DO NOTHING`),
  update: db.prepare(
    'UPDATE item SET version = version + 1, body = ?, due_pk = ?, due_sk = ? WHERE pk = ? AND sk = ? AND version = ?',
  ),
  delete: db.prepare('DELETE FROM item WHERE pk = ? AND sk = ? AND version = ?'),
});

/** The reading statements; those of a query are prepared when its shape first comes up. */
export function prepareQueries(db: DatabaseSync) {
  const prepared = new Map<string, StatementSync>();
  const one = prepareRows(db, `SELECT ${COLUMNS} FROM item WHERE pk = ? AND sk = ?`);
  const read: ReadQuery = (index, partition, plan) => {
    const { sql, values } = writeQuery(index, plan);
    const statement = prepared.get(sql) ?? prepareRows(db, sql);
    prepared.set(sql, statement);
    // One row more than the page tells whether another page follows.
    return statement.all(partition, ...values, plan.limit + 1) as unknown as readonly Row[];
  };
  return { read, get: (pk: string, sk: string) => one.get(pk, sk) as unknown as Row | undefined };
}

function prepareRows(db: DatabaseSync, sql: string): StatementSync {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

const INDEX_COLUMNS = {
  main: { partition: 'pk', sort: 'sk', all: ['sk'] },
  due: { partition: 'due_pk', sort: 'due_sk', all: ['due_sk', 'pk', 'sk'] },
} as const;

/** The statement and its bound values. A cursor takes the place of the bound it lies behind; beside it, SQLite would walk each page from the range's start. */
export function writeQuery(index: IndexName, { from, to, after, descending }: ReadPlan) {
  const columns = INDEX_COLUMNS[index];
  const behind = after === undefined ? undefined : afterClause(columns.all, after, descending ? '<' : '>');
  const lower = from === undefined ? undefined : { sql: `${columns.sort} >= ?`, values: [from] };
  const upper = to === undefined ? undefined : { sql: `${columns.sort} < ?`, values: [to] };
  const bounds = descending ? [lower, behind ?? upper] : [behind ?? lower, upper];
  const used = bounds.filter((bound) => bound !== undefined);
  const where = [`${columns.partition} = ?`, ...used.map((bound) => bound.sql)].join(' AND ');
  const order = columns.all.map((column) => (descending ? `${column} DESC` : column)).join(', ');
  return {
    sql: `SELECT ${COLUMNS} FROM item WHERE ${where} ORDER BY ${order} LIMIT ?`,
    values: used.flatMap((bound) => bound.values),
  };
}

const afterClause = (columns: readonly string[], after: readonly string[], operator: '<' | '>') => ({
  sql: `(${columns.join(', ')}) ${operator} (${columns.map(() => '?').join(', ')})`,
  values: after,
});
