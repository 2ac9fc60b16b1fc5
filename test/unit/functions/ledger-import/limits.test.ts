import { describe, expect, it } from 'vitest';
import { MAX_ROWS } from '../../../../functions/ledger-import/read-into-chunks.ts';
import { CHUNK_RECORDS, chunkName } from '../../../../functions/ledger-import/spool.ts';
import { createServices, type Services } from '../../../../functions/services.ts';
import { LEDGER_SETTINGS, ledgerCsv } from '../../../support/office-ledger.ts';
import { dropLedger, openImportStage, readDefinition, runImport } from '../../../support/run-ledger-import.ts';
import { temporaryFolders } from '../../../support/temporary-folder.ts';

/** Quotas of Step Functions, as its developer guide has them in 2026. */
const PAYLOAD_BYTES = 262_144;
const HISTORY_EVENTS = 25_000;
const CHUNKS = MAX_ROWS / CHUNK_RECORDS;

const folder = temporaryFolders();
/** Every second record is closed, each at a place of its own. */
const rowOf = (n: number): string =>
  `SG2026${n},2026-02-01 09:00,2026-03-20 17:00,${n % 2 ? '2026-02-28 10:00' : ''},城东街道,暴露垃圾,人民路${n}号`;

type Counts = Record<string, number>;

/** Counts what is asked of the table and the bucket, by the word of each request. */
function counted({ items, archive, carrier, clock, ids }: Services): {
  services: Services;
  counts: Counts;
  sizes: number[];
} {
  const counts: Counts = {};
  const sizes: number[] = [];
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const services = createServices({
    carrier,
    clock,
    ids,
    items: {
      ...items,
      get: async <Body>(key: { pk: string; sk: string }) => {
        if (!key.pk.startsWith('CAMPAIGN')) count('table get');
        return items.get<Body>(key);
      },
      transact: async (actions: Parameters<typeof items.transact>[0]) => {
        count(actions.length === 1 ? 'table put' : 'table transaction');
        await items.transact(actions);
      },
    },
    archive: {
      ...archive,
      get: async (path: string) => {
        count(`get ${path.split('/')[0]}`);
        return archive.get(path);
      },
      put: async (path: string, bytes: Uint8Array) => {
        count(`put ${path.split('/')[0]}`);
        if (/chunk-\d+/.test(path)) sizes.push(bytes.length);
        await archive.put(path, bytes);
      },
    },
  });
  return { services, counts, sizes };
}

/** One import of so many chunks, counted from the first request to the last. */
async function importOf(chunks: number) {
  const stage = await openImportStage(folder());
  const rows = Array.from({ length: chunks * CHUNK_RECORDS }, (_, n) => rowOf(n));
  const dropped = { campaign: stage.campaign, file: 'l.csv', bytes: ledgerCsv(rows), settings: LEDGER_SETTINGS };
  const drop = await dropLedger(dropped, stage.services);
  const { services, counts, sizes } = counted(stage.services);
  const run = await runImport(drop, services);
  if ('error' in run) throw run.error;
  return { counts, sizes, output: run.output };
}

describe('an import of 1,000,000 rows', () => {
  it('is 2,000 chunks, whose names leave room for fifty times as many', () => {
    expect(CHUNKS).toBe(2000);
    expect(chunkName(CHUNKS * 50 - 1)).toMatch(/^\d{5}$/);
  });
  it('asks the bucket 4 reads and 2 writes more for each further chunk, and the table one write a record', async () => {
    const one = await importOf(1);
    const three = await importOf(3);
    const more = (name: string) => ((three.counts[name] ?? 0) - (one.counts[name] ?? 0)) / 2;
    // The plan, the result that may be there, the chunk; and the result once more for the report.
    expect(more('get work')).toBe(4);
    expect(more('put work')).toBe(2);
    expect([more('get import'), more('get reports'), more('put reports')]).toEqual([0, 0, 0]);
    expect([more('table put'), more('table transaction')]).toEqual([CHUNK_RECORDS / 2, CHUNK_RECORDS / 2]);
    // A closed record looks at its place, and once more with the version that its write demands.
    expect(more('table get')).toBe(CHUNK_RECORDS);
    // 12,000 requests of the bucket cost less than 0.05 USD.
    expect(CHUNKS * (4 + 2)).toBe(12_000);
  });
  it('hands its steps far less than 256 KB each, however many rows there are', async () => {
    const { output, sizes } = await importOf(1);
    const { read, ...rest } = output;
    const { items: _, ...handed } = read ?? {};
    expect(Buffer.byteLength(JSON.stringify({ ...rest, read: handed }))).toBeLessThan(PAYLOAD_BYTES / 100);
    // Neither the list of chunks nor a chunk goes through the state machine; both lie in the bucket.
    const list = Array.from({ length: CHUNKS }, (_, n) => ({ chunk: chunkName(n) }));
    expect(Buffer.byteLength(JSON.stringify(list, undefined, 2))).toBeLessThan(100_000);
    expect(Math.max(...sizes)).toBeLessThan(400_000);
  });
  it('leaves a history of fewer than a hundred events, since chunks have histories of their own', () => {
    const { States } = readDefinition();
    const events = Object.values(States).map((state) => {
      const attempts = 1 + ('Retry' in state ? ((state.Retry as { MaxAttempts: number }[])[0]?.MaxAttempts ?? 0) : 0);
      return 2 + (state.Type === 'Task' ? 3 * attempts : state.Type === 'Map' ? 2 : 0);
    });
    const all = 2 + events.reduce((sum, count) => sum + count, 0);
    expect(all).toBeLessThan(100);
    expect(all).toBeLessThan(HISTORY_EVENTS / 100);
  });
  it('stays below the thousand writes a second that one partition of the table takes', () => {
    const { MaxConcurrency } = readDefinition().States.TakeIn as unknown as { MaxConcurrency: number };
    // A record is written after the one before it, and no round trip to the table takes less than this.
    const quickest = 0.01;
    expect(MaxConcurrency / quickest).toBeLessThanOrEqual(1000);
    // At three times that, 1,000,000 rows take less than an hour.
    expect((MAX_ROWS * 3 * quickest) / MaxConcurrency).toBeLessThan(3600);
    // A chunk has eighty seconds.
    expect(CHUNK_RECORDS * 3 * quickest).toBeLessThan(80 / 2);
  });
});
