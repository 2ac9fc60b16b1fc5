import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemStore } from '../../shared/ports.ts';
import { compareWithMemory, comparisonSeed } from '../property/item-store-comparison.ts';
import { describeBodies } from './item-store-bodies.contract.ts';
import { describeQueries } from './item-store-queries.contract.ts';
import { describeTransactions } from './item-store-transactions.contract.ts';
import { describeWrites } from './item-store-writes.contract.ts';

export interface OpenStore {
  readonly store: ItemStore;
  close(): Promise<void> | void;
}

/** Gives the store that the surrounding suite has opened, and a partition nobody else uses. */
export interface Subject {
  store(): ItemStore;
  partition(): string;
}

/**
 * What every item store promises: the same facts, run against each adapter, and a short comparison with the reference
 * over so many sequences of operations; `test/property` has the long one.
 */
export function describeItemStore(name: string, sequences: number, open: () => Promise<OpenStore>): void {
  describe(`an item store on ${name}`, () => {
    let opened: OpenStore;
    let partitions = 0;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened?.close());
    const subject: Subject = { store: () => opened.store, partition: () => `partition#${partitions++}` };
    describeWrites(subject);
    describeTransactions(subject);
    describeQueries(subject);
    describeBodies(subject);

    const seed = comparisonSeed();
    it(`never differs from memory over ${sequences} sequences of operations, seed ${seed}`, async () => {
      await expect(compareWithMemory(opened.store, sequences, seed)).resolves.toBeUndefined();
    });
  });
}
