import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellValue, type MergeRange, writeXlsx } from 'hucre/xlsx';
import { afterAll } from 'vitest';

const folders: string[] = [];

/** Writes a file into a folder of its own that goes with the test file. Returns its path. */
export async function ledgerFile(name: string, content: string | Uint8Array): Promise<string> {
  if (folders.length === 0) afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  folders.push(folder);
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

/** A workbook with one visible sheet; a Date's UTC fields are what its cell shows. */
export const workbook = (rows: CellValue[][], merges: MergeRange[] = []): Promise<Uint8Array> =>
  writeXlsx({ sheets: [{ name: '台账', rows, merges }] });
