import { toRecord } from '../../../shared/adapters/dynamodb-record.ts';
import { tableDefinition } from '../../../shared/adapters/dynamodb-table.ts';
import type { Item, ItemKey, ItemStore, QueryRange, WriteAction } from '../../../shared/ports.ts';
import { type Image, indexWriteUnits, kept, readUnits, storedSize, tableWriteUnits } from './capacity-rules.ts';

/** What was asked of a store, as if it were DynamoDB. */
interface Tally {
  requests: number;
  write: number;
  read: number;
}

const INDEXES = tableDefinition('').GlobalSecondaryIndexes;
/** DynamoDB gives so many items a request. */
const BATCH = 100;

/**
 * Counts what is asked of any store by the size of the items, for whoever is at work at that moment; nothing is counted
 * while that is undefined. It stands in for the meter at the client where millions of units are counted: it takes the
 * DynamoDB store's own records, and a write by itself to be no transaction, as that store does.
 */
export function meterStore(items: ItemStore, whoIsAtWork: () => string | undefined) {
  const tallies: Record<string, Tally> = {};
  const stored = new Map<string, number>();
  const count = (write: number, read: number): void => {
    const who = whoIsAtWork();
    if (who === undefined) return;
    const { requests, ...units } = tallies[who] ?? { requests: 0, write: 0, read: 0 };
    tallies[who] = { requests: requests + 1, write: units.write + write, read: units.read + read };
  };
  const metered: ItemStore = {
    async get<Body>(key: ItemKey) {
      const item = await items.get<Body>(key);
      count(0, readUnits(item ? [imageOf(item)] : [], true));
      return item;
    },
    async query<Body>(index: 'main' | 'due', partition: string, range?: QueryRange) {
      const { only = () => true, ...bounds } = range ?? {};
      const page = await items.query<Body>(index, partition, bounds);
      if (index === 'main') {
        count(0, readUnits(page.items.map(imageOf), true));
        return page;
      }
      const chosen = page.items.filter(({ due }) => due && only(due.sk));
      for (const units of indexReads(page.items.map(imageOf), chosen.map(imageOf))) count(0, units);
      return { ...page, items: chosen };
    },
    async transact(actions) {
      const images = async () => Promise.all(actions.map(async (action) => optional(await items.get(keyOf(action)))));
      const before = await images();
      await items.transact(actions);
      const after = await images();
      actions.forEach((action, at) => {
        const { pk, sk } = keyOf(action);
        stored.set(JSON.stringify([pk, sk]), storedSize(after[at], INDEXES));
      });
      const isTransaction = actions.length > 1;
      count(
        actions.reduce((sum, _, at) => sum + unitsOf(before[at], after[at], isTransaction), 0),
        0,
      );
    },
  };
  /** Bytes of all that lies there, with what the indexes keep. */
  const storedBytes = (): number => [...stored.values()].reduce((sum, bytes) => sum + bytes, 0);
  return { items: metered, tallies, storedBytes };
}

/** The units of each request: the index itself, which keeps keys alone, then batches of the items that are asked for. */
function indexReads(found: readonly Image[], chosen: readonly Image[]): number[] {
  const entries = found.flatMap((image) => INDEXES.map((index) => kept(image, index) ?? image));
  const requests = [readUnits(entries, false)];
  for (let from = 0; from < chosen.length; from += BATCH)
    requests.push(chosen.slice(from, from + BATCH).reduce((sum, image) => sum + readUnits([image], true), 0));
  return requests;
}

function unitsOf(before: Image | undefined, after: Image | undefined, isTransaction: boolean): number {
  const written = { before, after };
  return INDEXES.reduce((sum, index) => sum + indexWriteUnits(written, index), tableWriteUnits(written, isTransaction));
}

/** The record that the DynamoDB store would keep of it, in plain values. */
const imageOf = (item: Item): Image =>
  Object.fromEntries(
    Object.entries(toRecord(item, item.version, JSON.stringify(item.body))).map(([name, { S, N, B }]) => [
      name,
      S ?? B ?? Number(N),
    ]),
  );
const optional = (item: Item | undefined): Image | undefined => item && imageOf(item);

function keyOf(action: WriteAction): ItemKey {
  if ('put' in action) return action.put;
  if ('delete' in action) return action.delete;
  throw new TypeError('only puts and deletions are counted here');
}
