import type { DatabaseSync } from 'node:sqlite';
import {
  ConditionFailed,
  type Item,
  type ItemKey,
  type ItemStore,
  type Page,
  type QueryRange,
  type WriteAction,
} from '../ports.ts';
import type { Durability } from './durability.ts';
import { type IndexName, planRead, type ReadPlan, writeCursor } from './read-plan.ts';
import { openStoreFile } from './sqlite-file.ts';
import { prepareQueries, prepareWrites, type ReadQuery, type Row, type Writes } from './sqlite-statements.ts';
import { type CheckedAction, checkActions } from './write-limits.ts';

export interface SqliteItemStore extends ItemStore {
  /** Ends the use of the file; a second call does nothing. */
  close(): void;
}

/** Opens the item store of the embedded stage on one SQLite file. Throws `StoreFileError` where the file can't serve. */
export function openSqliteItemStore(options: {
  readonly file: string;
  readonly durability: Durability;
}): SqliteItemStore {
  const db = openStoreFile(options.file, options.durability);
  const writes = prepareWrites(db);
  const queries = prepareQueries(db);
  return {
    async get<Body>(key: ItemKey) {
      const row = queries.get(key.pk, key.sk);
      return row === undefined ? undefined : toItem<Body>(row);
    },
    async query<Body>(index: IndexName, partition: string, range: QueryRange = {}) {
      const plan = planRead(index, range);
      return plan === undefined ? { items: [] } : readPage<Body>(queries.read, index, partition, plan);
    },
    async transact(actions) {
      const checked = checkActions(actions);
      const [only] = checked;
      // One statement is all or nothing by itself, and a third cheaper without a transaction around it.
      if (checked.length === 1 && only !== undefined) apply(writes, only, 0);
      else inTransaction(db, writes, () => checked.forEach((action, i) => void apply(writes, action, i)));
    },
    close() {
      if (db.isOpen) db.close();
    },
  };
}

/** The write lock is taken at the start: a transaction that has begun then never fails because another writes. */
function inTransaction(db: DatabaseSync, writes: Writes, work: () => void): void {
  writes.begin.run();
  try {
    work();
    writes.commit.run();
  } catch (error) {
    // A full disk may have ended the transaction already.
    if (db.isTransaction) writes.rollback.run();
    throw error;
  }
}

function apply(writes: Writes, { action, key, json }: CheckedAction, position: number): void {
  if (writeOne(writes, action, key, json) !== 1) throw new ConditionFailed(position, key);
}

function writeOne(writes: Writes, action: WriteAction, key: ItemKey, json: string) {
  if ('delete' in action) return writes.delete.run(key.pk, key.sk, action.when.version).changes;
  const { pk = null, sk = null } = action.put.due ?? {};
  return action.when === 'absent'
    ? writes.insert.run(key.pk, key.sk, json, pk, sk).changes
    : writes.update.run(json, pk, sk, key.pk, key.sk, action.when.version).changes;
}

/** Reads on while a page holds nothing that was asked for, so that a cursor always comes with items. */
function readPage<Body>(read: ReadQuery, index: IndexName, partition: string, plan: ReadPlan): Page<Body> {
  let { after } = plan;
  for (;;) {
    const rows = read(index, partition, { ...plan, after });
    const more = rows.length > plan.limit;
    const page = more ? rows.slice(0, plan.limit) : rows;
    const items = page.filter((row) => isAsked(row, index, plan)).map((row) => toItem<Body>(row));
    const last = page.at(-1);
    if (!more || last === undefined) return { items };
    after = placeOf(last, index);
    if (items.length > 0) return { items, cursor: writeCursor(after) };
  }
}

/** Where an index has a row. */
const placeOf = ([pk, sk, , , , dueSk]: Row, index: IndexName): readonly string[] =>
  index === 'main' ? [sk] : [dueSk ?? '', pk, sk];

const isAsked = (row: Row, index: IndexName, { only }: ReadPlan): boolean =>
  only?.(placeOf(row, index)[0] ?? '') ?? true;

/** The body's type is the caller's word: a store reads back what the same store wrote. */
function toItem<Body>([pk, sk, version, json, duePk, dueSk]: Row): Item<Body> {
  const body: Body = JSON.parse(json);
  return duePk === null || dueSk === null
    ? { pk, sk, version, body }
    : { pk, sk, version, body, due: { pk: duePk, sk: dueSk } };
}
