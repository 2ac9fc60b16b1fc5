import * as fc from 'fast-check';
import { expect } from 'vitest';
import {
  ConditionFailed,
  type Item,
  type ItemKey,
  type ItemStore,
  type QueryRange,
  type WriteAction,
} from '../../shared/ports.ts';
import { createMemoryItemStore } from '../support/memory-item-store.ts';
import { readAll } from '../support/read-all.ts';

/** Few keys, so that operations meet; every alphabet once. */
const PARTITIONS = ['p', 'q', '分区'];
const SORT_KEYS = ['a', 'ab', 'b', '一', '\ue000', '😀'];
const TIMES = ['2026-03-02T00:30:00.000Z', '2026-03-02T01:00:00.000Z', '2026-03-09T00:30:00.000Z'];
/** Choices by the sort key: none, some, and by its length. */
const CHOICES = [() => false, (sk: string) => sk < 'b', (sk: string) => sk.length % 2 === 0];
const FIELDS = ['n', 'seen', '数'];

const keys = fc.record({ pk: fc.constantFrom(...PARTITIONS), sk: fc.constantFrom(...SORT_KEYS) });
const dues = fc.record({ pk: fc.constantFrom('due', 'due2'), sk: fc.constantFrom(...TIMES) });

const bodies = fc.oneof(
  fc.dictionary(fc.constantFrom(...FIELDS), fc.integer({ min: -1000, max: 1000 }), { noNullPrototype: true }),
  fc.record({ n: fc.constant('text'), list: fc.array(fc.constantFrom(null, '', 0.5, true, '整改')) }),
  fc.constantFrom(null, '', [], 0, '😀'),
);

const drafts = fc
  .record({ key: keys, body: bodies, due: fc.option(dues, { nil: undefined }) })
  .map(({ key, body, due }) => (due === undefined ? { ...key, body } : { ...key, body, due }));

/** Versions near to what a short run reaches; `current` stands for whatever the item has. */
const versions = fc.oneof({ weight: 5, arbitrary: fc.constant('current' as const) }, fc.integer({ min: 0, max: 3 }));

const actions = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert' as const), put: drafts }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('update' as const), put: drafts, version: versions }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), key: keys, version: versions }) },
);

const bounds = fc.option(fc.constantFrom(...SORT_KEYS, ...TIMES), { nil: undefined });

const queries = fc.record({
  kind: fc.constant('query' as const),
  index: fc.constantFrom('main' as const, 'due' as const),
  partition: fc.constantFrom(...PARTITIONS, 'due', 'due2'),
  range: fc.record({
    from: bounds,
    to: bounds,
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    descending: fc.boolean(),
    only: fc.option(fc.constantFrom(...CHOICES), { nil: undefined }),
  }),
});

const operations = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('transact' as const), actions: fc.array(actions, { maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('get' as const), key: keys }) },
  { weight: 2, arbitrary: queries },
);

type Action = typeof actions extends fc.Arbitrary<infer Value> ? Value : never;
type Operation = typeof operations extends fc.Arbitrary<infer Value> ? Value : never;

/** The seed of this run: `HUNDRED_DAYS_SEED` to repeat one, else by the time. Say it in the test's name. */
export const comparisonSeed = (): number => Number(process.env.HUNDRED_DAYS_SEED ?? Date.now() % 2 ** 31);

/** Plays random sequences of operations on a store and on the plain one in memory, and fails where they differ. */
export async function compareWithMemory(store: ItemStore, runs: number, seed: number): Promise<void> {
  let played = 0;
  const sequences = fc.array(operations, { minLength: 1, maxLength: 25, size: 'max' });
  const property = fc.asyncProperty(sequences, (sequence) => play(store, `${seed}.${played++}`, sequence));
  await fc.assert(property, { numRuns: runs, seed });
}

/** Each sequence, and each step of shrinking one, has partitions of its own, which is quicker than an empty store. */
async function play(store: ItemStore, run: string, sequence: readonly Operation[]): Promise<void> {
  const model = createMemoryItemStore();
  for (const operation of sequence) {
    const ready = await prepare(model, run, operation);
    const [expected, actual] = [await outcomeOf(model, ready), await outcomeOf(store, ready)];
    expect(actual).toStrictEqual(expected);
  }
  for (const pk of PARTITIONS) {
    expect(await readAll(store, 'main', `${run} ${pk}`)).toStrictEqual(await readAll(model, 'main', `${run} ${pk}`));
  }
}

type Ready =
  | { readonly kind: 'get'; readonly key: ItemKey }
  | { readonly kind: 'query'; readonly index: 'main' | 'due'; readonly partition: string; readonly range: QueryRange }
  | { readonly kind: 'transact'; readonly actions: readonly WriteAction[] };

async function prepare(model: ItemStore, run: string, operation: Operation): Promise<Ready> {
  if (operation.kind === 'transact') {
    return {
      kind: 'transact',
      actions: await Promise.all(operation.actions.map((action) => toWrite(model, run, action))),
    };
  }
  if (operation.kind === 'get') return { kind: 'get', key: ownKey(run, operation.key) };
  return { ...operation, partition: `${run} ${operation.partition}` };
}

const ownKey = (run: string, { pk, sk }: ItemKey): ItemKey => ({ pk: `${run} ${pk}`, sk });

async function toWrite(model: ItemStore, run: string, action: Action): Promise<WriteAction> {
  const key = ownKey(run, action.kind === 'delete' ? action.key : action.put);
  if (action.kind === 'delete') return { delete: key, when: { version: await versionOf(model, key, action.version) } };
  const { body, due } = { due: undefined, ...action.put };
  const put = due === undefined ? { ...key, body } : { ...key, body, due: ownKey(run, due) };
  if (action.kind === 'insert') return { put, when: 'absent' };
  return { put, when: { version: await versionOf(model, key, action.version) } };
}

const versionOf = async (model: ItemStore, key: ItemKey, version: number | 'current'): Promise<number> =>
  version === 'current' ? ((await model.get(key))?.version ?? 1) : version;

/** What a caller can see of an operation: its answer, which condition failed, or that it was refused. */
async function outcomeOf(store: ItemStore, operation: Ready): Promise<unknown> {
  try {
    if (operation.kind === 'get') return { item: await store.get(operation.key) };
    if (operation.kind === 'transact') return { done: await store.transact(operation.actions) };
    const items = await readAll(store, operation.index, operation.partition, operation.range);
    return { items: operation.index === 'main' ? items : inOneOrder(items) };
  } catch (error) {
    return error instanceof ConditionFailed ? { failed: error.action } : 'refused';
  }
}

/** Items of one time come in any order: the times are compared as they came, the items whatever their place. */
const inOneOrder = (items: readonly Item[]) => ({
  times: items.map(({ due }) => due?.sk),
  items: items.toSorted((a, b) => (JSON.stringify([a.pk, a.sk]) < JSON.stringify([b.pk, b.sk]) ? -1 : 1)),
});
