import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Finding } from '../../../functions/ledger-import/ledger/findings.ts';
import type { LedgerReading } from '../../../functions/ledger-import/ledger/read-ledger.ts';
import type { Lang } from '../../../shared/domain/bad-input.ts';
import { neutraliseFormula } from '../../../shared/domain/csv-cell.ts';

/** Fixed in both languages, so that a program can rely on them; the message below them speaks the reader's. */
const LEADING_COLUMNS = ['行号 row', '原因 reason', '说明 message'];

/**
 * Writes `rejects.csv` and `flags.csv` into a folder that exists: row number, reason, message in `lang`, then the row as
 * it stands in the ledger, with what a spreadsheet would run as a formula made harmless. Each file appears whole or not at all.
 */
export async function writeReports(folder: string, reading: LedgerReading, lang: Lang): Promise<void> {
  const { columns } = reading.table;
  await writeWhole(join(folder, 'rejects.csv'), findingsCsv(reading.rejects, columns, lang));
  await writeWhole(join(folder, 'flags.csv'), findingsCsv(reading.flags, columns, lang));
}

/** Findings as CSV with a byte order mark, without which Excel takes UTF-8 for the machine's own encoding. */
export function findingsCsv(findings: readonly Finding[], columns: readonly string[], lang: Lang): string {
  const rows = findings.map(({ row, reason, message, cells }) => [
    String(row),
    reason,
    message[lang],
    ...columns.map((column) => cells[column] ?? ''),
  ]);
  const safe = [[...LEADING_COLUMNS, ...columns], ...rows].map((row) => row.map(neutraliseFormula));
  return stringify(safe, { bom: true, record_delimiter: '\r\n' });
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
