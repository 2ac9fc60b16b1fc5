import { describe, expect, it } from 'vitest';
import { CHUNK_RECORDS, chunkSpool, findingsSpool } from '../../../../functions/ledger-import/spool.ts';
import { memoryArchive } from '../../../support/test-stage.ts';

const placed = (id: string, place = '') => ({
  record: { row: 1, id, reportedAt: '2026-03-01T00:00:00.000Z', unit: 'street-east', place },
  unit: 'street-east',
  category: 'litter',
});
const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

describe('chunkSpool', () => {
  it('lays records out in chunks of one size, in their order, and the rest in a last one', async () => {
    const archive = memoryArchive();
    const spool = chunkSpool('work/a', archive);
    const ids = Array.from({ length: 10 * CHUNK_RECORDS + 3 }, (_, n) => `A${n}`);
    for (const id of ids) await spool.add(placed(id));
    expect(await spool.close()).toBe(11);
    const chunks = [...archive.files.keys()].toSorted().map((path) => JSON.parse(textOf(archive.files.get(path))));
    expect([...archive.files.keys()].toSorted().at(-1)).toBe('work/a/chunk-00010.json');
    expect(chunks.map((chunk) => chunk.length)).toEqual([...Array.from({ length: 10 }, () => CHUNK_RECORDS), 3]);
    expect(chunks.flat().map(({ record }) => record.id)).toEqual(ids);
  });
  it('ends a chunk early where its records are long', async () => {
    const archive = memoryArchive();
    const spool = chunkSpool('work/a', archive);
    for (let n = 0; n < 20; n++) await spool.add(placed(`A${n}`, '路'.repeat(200_000)));
    expect(await spool.close()).toBe(4);
  });
});

describe('findingsSpool', () => {
  const finding = (row: number) => ({
    row,
    reason: 'no-id' as const,
    message: { zh: '没有编号', en: 'no id' },
    cells: { 编号: '' },
  });
  const open = (maxBytes?: number) => {
    const archive = memoryArchive();
    const path = (file: number) => `work/a/rejects-${file}.csv`;
    return {
      archive,
      spool: findingsSpool({ path, columns: ['编号'], lang: 'en', ...(maxBytes && { maxBytes }) }, archive),
    };
  };
  it('writes a file with its header where there is nothing to write', async () => {
    const { archive, spool } = open();
    expect(await spool.close()).toBe(1);
    expect(textOf(archive.files.get('work/a/rejects-1.csv'))).toBe('\uFEFF行号 row,原因 reason,说明 message,编号\r\n');
  });
  it('goes on in another file, with the header again, before one grows too large', async () => {
    const { archive, spool } = open(100);
    for (let row = 1; row <= 5; row++) await spool.add(finding(row));
    expect(await spool.close()).toBe(2);
    expect(textOf(archive.files.get('work/a/rejects-2.csv'))).toBe(
      '\uFEFF行号 row,原因 reason,说明 message,编号\r\n4,no-id,no id,\r\n5,no-id,no id,\r\n',
    );
  });
});
