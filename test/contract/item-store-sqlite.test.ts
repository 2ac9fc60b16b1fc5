import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteItemStore } from '../../shared/adapters/sqlite-item-store.ts';
import { describeItemStore } from './item-store.contract.ts';

describeItemStore('SQLite', 1000, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  const store = openSqliteItemStore({ file: join(folder, 'store.db'), durability: 'fast' });
  const close = () => {
    store.close();
    rmSync(folder, { recursive: true });
  };
  return { store, close };
});
