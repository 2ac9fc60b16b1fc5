import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const STORES = join(ROOT, 'shared/stores');
const sources = [...readdirSync(STORES).map((file) => join(STORES, file)), join(ROOT, 'infra/local/run-record.ts')].map(
  (file) => readFileSync(file, 'utf8'),
);

/** The words that partition keys begin with, in the sources. */
const partitions = [
  ...new Set(sources.flatMap((text) => [...text.matchAll(/['`]([A-Z][A-Z-]+)(?=['`#])/g)].map(([, word]) => word))),
];

describe('the table of access patterns', () => {
  it('has every partition that a store writes', () => {
    const table = readFileSync(join(ROOT, 'shared/README.md'), 'utf8');
    expect(partitions.length).toBeGreaterThan(15);
    expect(partitions.filter((word) => !new RegExp(`\`${word}[\`#]`).test(table))).toEqual([]);
  });
});
