import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteItemStore } from '../../../shared/adapters/sqlite-item-store.ts';
import { writeQuery } from '../../../shared/adapters/sqlite-statements.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const newFolder = temporaryFolders();

const AFTER = { main: ['s'], due: ['s', 'p', 's'] };
const BOUNDS = [undefined, 'x'];

const shapes = (['main', 'due'] as const).flatMap((index) =>
  BOUNDS.flatMap((from) =>
    BOUNDS.flatMap((to) =>
      [undefined, AFTER[index]].flatMap((after) =>
        [false, true].map((descending) => ({ index, from, to, after, descending, limit: 1, only: undefined })),
      ),
    ),
  ),
);

it('reads every shape of query straight from an index, and never sorts', () => {
  const file = join(newFolder(), 'store.db');
  openSqliteItemStore({ file, durability: 'fast' }).close();
  const db = new DatabaseSync(file);
  const steps = shapes.flatMap((plan) => db.prepare(`EXPLAIN QUERY PLAN ${writeQuery(plan.index, plan).sql}`).all());
  db.close();
  expect(steps).toHaveLength(shapes.length);
  for (const { detail } of steps)
    expect(detail).toMatch(/^SEARCH item USING INDEX (item_due|sqlite_autoindex_item_1) /);
});

it('continues from the cursor alone, not from the bound behind it', () => {
  const plan = { from: 'a', to: 'z', after: ['k'], limit: 1, only: undefined };
  expect(writeQuery('main', { ...plan, descending: false }).values).toEqual(['k', 'z']);
  expect(writeQuery('main', { ...plan, descending: true }).values).toEqual(['a', 'k']);
});
