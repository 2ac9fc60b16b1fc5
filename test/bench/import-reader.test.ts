import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_ROWS } from '../../functions/ledger-import/read-into-chunks.ts';

/** What the function that reads dropped ledgers is given in `infra/stacks/import-functions.ts`. */
const SECONDS = 900;
const MEGABYTES = 3008;

describe('reading a dropped ledger', () => {
  it('leaves a million rows half of the time and of the memory that its function has', () => {
    const rows = process.env.HUNDRED_DAYS_BENCH === 'short' ? 20_000 : 100_000;
    const times = MAX_ROWS / rows;
    // Half of the function's memory in proportion, and what Node and the code take of it: with less the process dies.
    const heap = `--max-old-space-size=${Math.round(MEGABYTES / 2 / times) + 60}`;
    const measured = execFileSync(process.execPath, [
      heap,
      join(import.meta.dirname, 'import-reader.ts'),
      String(rows),
    ]);
    const { seconds, megabytes, chunks, counts } = JSON.parse(measured.toString());
    expect(counts).toMatchObject({ rows, records: rows, rejected: 0 });
    expect(chunks).toBe(rows / 500);
    expect(seconds * times).toBeLessThan(SECONDS / 2);
    process.stdout.write(`${rows} rows: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB\n`);
  });
});
