import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findingsCsv } from '../../../functions/ledger-import/findings-csv.ts';
import type { LedgerReading } from '../../../functions/ledger-import/ledger/read-ledger.ts';
import type { Lang } from '../../../shared/domain/bad-input.ts';

/**
 * Writes `rejects.csv` and `flags.csv` into a folder that exists: row number, reason, message in `lang`, then the row as
 * it stands in the ledger, with what a spreadsheet would run as a formula made harmless. Each file appears whole or not at all.
 */
export async function writeReports(folder: string, reading: LedgerReading, lang: Lang): Promise<void> {
  const { columns } = reading.table;
  await writeWhole(join(folder, 'rejects.csv'), findingsCsv(reading.rejects, columns, lang));
  await writeWhole(join(folder, 'flags.csv'), findingsCsv(reading.flags, columns, lang));
}

async function writeWhole(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
