import { DatabaseSync } from 'node:sqlite';
import { openStoreFile } from '../../shared/adapters/sqlite-file.ts';
import type { ItemStore, WriteAction } from '../../shared/ports.ts';

/** A row as it was written, its body as the finished text. */
interface RowWrite {
  readonly isNew: boolean;
  readonly pk: string;
  readonly sk: string;
  readonly body: string;
  readonly duePk: string | null;
  readonly dueSk: string | null;
}

/** The rows of each transaction, in order. */
export type WriteLog = ReadonlyArray<readonly RowWrite[]>;

function rowOf(action: WriteAction): RowWrite {
  if (!('put' in action)) throw new Error('the comparison knows inserts and updates only');
  const { pk, sk, body, due } = action.put;
  const isNew = action.when === 'absent';
  return { isNew, pk, sk, body: JSON.stringify(body), duePk: due?.pk ?? null, dueSk: due?.sk ?? null };
}

/** Lets a store work as it does and writes down what it was told to write. */
export function recordWrites(items: ItemStore): { readonly items: ItemStore; readonly log: WriteLog } {
  const log: RowWrite[][] = [];
  return {
    log,
    items: {
      get: (key) => items.get(key),
      query: (index, partition, range) => items.query(index, partition, range),
      async transact(actions) {
        await items.transact(actions);
        log.push(actions.map(rowOf));
      },
    },
  };
}

/** The bare peer: the same rows in the same transactions on the same kind of file, with nothing decided, read or turned into text. */
export function writeBare(file: string, log: WriteLog): void {
  const db = openStoreFile(file, 'fast');
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const insert = db.prepare('INSERT INTO item (pk, sk, version, body, due_pk, due_sk) VALUES (?, ?, 1, ?, ?, ?)');
  const update = db.prepare(
    'UPDATE item SET version = version + 1, body = ?, due_pk = ?, due_sk = ? WHERE pk = ? AND sk = ?',
  );
  for (const rows of log) {
    // A single statement is a transaction by itself, for the store as well.
    if (rows.length > 1) begin.run();
    for (const { isNew, pk, sk, body, duePk, dueSk } of rows) {
      if (isNew) insert.run(pk, sk, body, duePk, dueSk);
      else update.run(body, duePk, dueSk, pk, sk);
    }
    if (rows.length > 1) commit.run();
  }
  db.close();
}

/** How many rows of either file are not in the other just so. */
export function differingRows(one: string, other: string): number {
  const db = new DatabaseSync(one, { readOnly: true });
  db.prepare('ATTACH ? AS other').run(other);
  const missing = (from: string, to: string) =>
    Number(
      db.prepare(`SELECT count(*) AS n FROM (SELECT * FROM ${from}.item EXCEPT SELECT * FROM ${to}.item)`).get()?.n,
    );
  const differing = missing('main', 'other') + missing('other', 'main');
  db.close();
  return differing;
}
