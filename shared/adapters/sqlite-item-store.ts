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
import { addToField } from './count-field.ts';
import type { Durability } from './durability.ts';
import { type IndexName, planRead, type ReadPlan, writeCursor } from './read-plan.ts';
import { openStoreFile } from './sqlite-file.ts';
import { prepareQueries, prepareWrites, type ReadQuery, type Row, type Writes } from './sqlite-statements.ts';
import { type CheckedAction, checkActions } from './write-limits.ts';

type Addition = Extract<WriteAction, { add: ItemKey }>;

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
      if (checked.length === 1 && only !== undefined && !('add' in only.action)) apply(writes, only, 0);
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
  const changes = 'add' in action ? addTo(writes, key, action) : writeOne(writes, action, key, json);
  if (changes !== 1) throw new ConditionFailed(position, key);
}

function writeOne(writes: Writes, action: Exclude<WriteAction, Addition>, key: ItemKey, json: string) {
  if ('delete' in action) return writes.delete.run(key.pk, key.sk, action.when.version).changes;
  const { pk = null, sk = null } = action.put.due ?? {};
  return action.when === 'absent'
    ? writes.insert.run(key.pk, key.sk, json, pk, sk).changes
    : writes.update.run(json, pk, sk, key.pk, key.sk, action.when.version).changes;
}

function addTo(writes: Writes, key: ItemKey, { field, amount }: Addition) {
  const stored = writes.body.get(key.pk, key.sk)?.body;
  if (typeof stored !== 'string') {
    return writes.insert.run(key.pk, key.sk, JSON.stringify({ [field]: amount }), null, null).changes;
  }
  const body = addToField(JSON.parse(stored), field, amount, key);
  return writes.rewrite.run(JSON.stringify(body), key.pk, key.sk).changes;
}

function readPage<Body>(read: ReadQuery, index: IndexName, partition: string, plan: ReadPlan): Page<Body> {
  const rows = read(index, partition, plan);
  const more = rows.length > plan.limit;
  const items = (more ? rows.slice(0, plan.limit) : rows).map((row) => toItem<Body>(row));
  const last = items.at(-1);
  if (!more || last === undefined) return { items };
  return { items, cursor: writeCursor(index === 'main' ? [last.sk] : [last.due?.sk ?? '', last.pk, last.sk]) };
}

/** The body's type is the caller's word: a store reads back what the same store wrote. */
function toItem<Body>([pk, sk, version, json, duePk, dueSk]: Row): Item<Body> {
  const body: Body = JSON.parse(json);
  return duePk === null || dueSk === null
    ? { pk, sk, version, body }
    : { pk, sk, version, body, due: { pk: duePk, sk: dueSk } };
}
