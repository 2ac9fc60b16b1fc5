import { writeSync } from 'node:fs';
import { openSqliteItemStore } from '../../shared/adapters/sqlite-item-store.ts';

// Writes pairs of items for ever and prints a line after each; the test that runs it kills it.
const store = openSqliteItemStore({ file: process.argv[2] ?? '', durability: 'fast' });
const body = { text: 'x'.repeat(500) };
for (let i = 0; ; i++) {
  await store.transact([
    { put: { pk: 'p', sk: `${i}a`, body }, when: 'absent' },
    { put: { pk: 'p', sk: `${i}b`, body, due: { pk: 'due', sk: `${i}` } }, when: 'absent' },
  ]);
  writeSync(1, `${i}\n`);
}
