import { stringify } from 'csv-stringify/sync';
import type { Lang } from '../../shared/domain/bad-input.ts';
import { neutraliseFormula } from '../../shared/domain/csv-cell.ts';
import type { Finding } from './ledger/findings.ts';

/** Fixed in both languages, so that a program can rely on them; the message below them speaks the reader's. */
const LEADING_COLUMNS = ['行号 row', '原因 reason', '说明 message'];

/** Findings as CSV, for a ledger with these columns. */
export interface FindingsCsv {
  /** With a byte order mark, without which Excel takes UTF-8 for the machine's own encoding. */
  readonly header: string;
  /** What a spreadsheet would run as a formula is made harmless. */
  line(finding: Finding): string;
}

/** How findings are written, one a line, messages in `lang`, then the row as it stands in the ledger. */
export function findingsCsvFor(columns: readonly string[], lang: Lang): FindingsCsv {
  return {
    header: toCsv([...LEADING_COLUMNS, ...columns], true),
    line: ({ row, reason, message, cells }) =>
      toCsv([String(row), reason, message[lang], ...columns.map((column) => cells[column] ?? '')], false),
  };
}

/** All of them at once. */
export function findingsCsv(findings: readonly Finding[], columns: readonly string[], lang: Lang): string {
  const csv = findingsCsvFor(columns, lang);
  return [csv.header, ...findings.map(csv.line)].join('');
}

const toCsv = (cells: readonly string[], bom: boolean): string =>
  stringify([cells.map(neutraliseFormula)], { bom, record_delimiter: '\r\n' });
