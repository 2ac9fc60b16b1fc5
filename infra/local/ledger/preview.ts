import type { Finding } from '../../../functions/ledger-import/ledger/findings.ts';
import type { GridSource } from '../../../functions/ledger-import/ledger/grid.ts';
import type { LedgerRecord } from '../../../functions/ledger-import/ledger/ledger-record.ts';
import { FIELDS, type Field, type Mapping } from '../../../functions/ledger-import/ledger/mapping.ts';
import { isBlank } from '../../../functions/ledger-import/ledger/normalise.ts';
import type { LedgerCounts, LedgerReading } from '../../../functions/ledger-import/ledger/read-ledger.ts';

/** What one field is read from, with the first row that has something there. */
export interface FieldPreview {
  readonly field: Field;
  /** The column as the file spells it. */
  readonly column: string;
  readonly example?: { readonly row: number; readonly text: string; readonly read: string | undefined };
}

export interface FindingsPreview {
  readonly total: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** The first few, in the order of the file. */
  readonly first: readonly Finding[];
}

/** Everything a clerk looks at before an import: how the file was understood, and what will not come along. */
export interface LedgerPreview {
  readonly source: GridSource;
  readonly headerRow: number;
  readonly timeZone: string;
  readonly fields: readonly FieldPreview[];
  /** Columns of the file that the mapping does not use. */
  readonly unused: readonly string[];
  readonly counts: LedgerCounts;
  readonly firstRecords: readonly LedgerRecord[];
  readonly rejects: FindingsPreview;
  readonly flags: FindingsPreview;
}

const SHOWN = 5;

/** A reading of a ledger boiled down to what fits a screen. */
export function previewLedger(reading: LedgerReading, mapping: Mapping): LedgerPreview {
  const { table, counts, records } = reading;
  const fields = FIELDS.flatMap((field) => previewField(field, reading, mapping));
  const used = new Set(fields.map(({ column }) => column));
  return {
    source: table.source,
    headerRow: table.headerRow,
    timeZone: mapping.timeZone,
    fields,
    unused: table.columns.filter((column) => !used.has(column) && !isPadding(column, reading)),
    counts,
    firstRecords: records.slice(0, SHOWN),
    rejects: summarise(reading.rejects),
    flags: summarise(reading.flags),
  };
}

/** A column without a name and without a filled cell: the margin that many offices leave beside their table. */
function isPadding(column: string, { table }: LedgerReading): boolean {
  return /^#\d+$/u.test(column) && table.rows.every((row) => isBlank(row.cells[column]));
}

function previewField(field: Field, { table, records }: LedgerReading, mapping: Mapping): FieldPreview[] {
  const named = mapping.columns[field];
  const column = named === undefined ? undefined : table.found.get(named);
  if (column === undefined) return [];
  const byRow = new Map(records.map((record) => [record.row, record]));
  const filled = table.rows.find((row) => byRow.has(row.number) && (row.cells[column] ?? '').trim() !== '');
  if (!filled) return [{ field, column }];
  const text = filled.cells[column] ?? '';
  return [{ field, column, example: { row: filled.number, text, read: byRow.get(filled.number)?.[field] } }];
}

function summarise(findings: readonly Finding[]): FindingsPreview {
  const byReason: Record<string, number> = {};
  for (const { reason } of findings) byReason[reason] = (byReason[reason] ?? 0) + 1;
  return { total: findings.length, byReason, first: findings.slice(0, SHOWN) };
}
