import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteItemStore } from '../../shared/adapters/sqlite-item-store.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { compareWithMemory, comparisonSeed } from './item-store-comparison.ts';

const newFolder = temporaryFolders();
const runs = Number(process.env.HUNDRED_DAYS_RUNS ?? 20_000);
const seed = comparisonSeed();

it(`never differs from memory over ${runs} sequences of operations on SQLite, seed ${seed}`, async () => {
  const store = openSqliteItemStore({ file: join(newFolder(), 'store.db'), durability: 'fast' });
  onTestFinished(() => store.close());
  await expect(compareWithMemory(store, runs, seed)).resolves.toBeUndefined();
});
