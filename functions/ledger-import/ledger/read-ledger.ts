import { hash } from 'node:crypto';
import { type Finding, type FlagReason, finding, type RejectReason } from './findings.ts';
import { type LedgerRecord, UNASSIGNED } from './ledger-record.ts';
import { type Field, type Mapping, wantedBy } from './mapping.ts';
import { normalise } from './normalise.ts';
import { dateReader, zoneClock } from './read-date.ts';
import {
  type OpenTable,
  openTable,
  readTable,
  type Table,
  type TableHead,
  type TableRow,
  type WorkbookReader,
} from './read-table.ts';
import { type RowFields, rowFields } from './row-fields.ts';
import { outcomeReader } from './row-outcome.ts';
import { rowTimes } from './row-times.ts';
import { unitReader } from './row-unit.ts';

/** `rows = accepted + rejected` and `accepted = records + repeats`, always. */
export interface LedgerCounts {
  /** Rows below the header with at least one filled cell. */
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Accepted rows with one flag or more. */
  readonly flagged: number;
  /** Accepted rows that repeat an earlier row to the letter: they make no second problem. */
  readonly repeats: number;
  readonly blankRows: number;
  readonly unassigned: number;
  readonly withoutDeadline: number;
}

/** A ledger as read: what became a problem, what did not, and what is odd. All in the order of the file. */
export interface LedgerReading {
  readonly table: Table;
  /** One for each problem; ids are unique. */
  readonly records: readonly LedgerRecord[];
  readonly rejects: ReadonlyArray<Finding<RejectReason>>;
  readonly flags: ReadonlyArray<Finding<FlagReason>>;
  readonly counts: LedgerCounts;
}

/** Reads a ledger, CSV or XLSX, by its mapping. Throws BadInput where the file as a whole can't be understood. */
export async function readLedger(
  bytes: Uint8Array,
  mapping: Mapping,
  readWorkbook: WorkbookReader,
): Promise<LedgerReading> {
  return readRows(await readTable(bytes, wantedBy(mapping), mapping.encoding, readWorkbook), mapping);
}

/** Opens a ledger whose rows are too many to hold; `rowReader` reads them one by one. Throws BadInput. */
export const openLedger = (bytes: Uint8Array, mapping: Mapping, readWorkbook: WorkbookReader): Promise<OpenTable> =>
  openTable(bytes, wantedBy(mapping), mapping.encoding, readWorkbook);

/** The rows of a table as records, rejects and flags. */
export function readRows(table: Table, mapping: Mapping): LedgerReading {
  const readRow = rowReader(table, mapping);
  const records: LedgerRecord[] = [];
  const rejects: Finding<RejectReason>[] = [];
  const flags: Finding<FlagReason>[] = [];
  for (const row of table.rows) {
    const read = readRow(row);
    if ('reject' in read) rejects.push(read.reject);
    else {
      if (read.record) records.push(read.record);
      flags.push(...read.flags);
    }
  }
  return { table, records, rejects, flags, counts: count(table, records, rejects, flags) };
}

/** What became of a row. */
export type RowReading =
  | { readonly reject: Finding<RejectReason> }
  /** Without a record: the row repeats an earlier one. */
  | { readonly record?: LedgerRecord; readonly flags: ReadonlyArray<Finding<FlagReason>> };

const NAMES = ['league', 'category', 'place', 'source'] as const satisfies readonly Field[];

/**
 * What reads the rows of a ledger, one by one in the order of the file: it remembers the ids, names and spellings of the
 * rows before. Of each it keeps a digest, not the row, so that a million of them take a few hundred megabytes.
 */
export function rowReader(table: TableHead, mapping: Mapping): (row: TableRow) => RowReading {
  const read = dateReader(mapping.dateFormats, table.source.format === 'xlsx' ? table.source.epoch : 1900);
  const toMs = zoneClock(mapping.timeZone);
  const readUnit = unitReader(mapping);
  const readOutcome = outcomeReader(mapping);
  const seen = new Map<string, SeenRow>();
  const digest = contentDigest(table);
  return (row) => {
    const fields = rowFields(row, table, mapping);
    const text = fields.text('id');
    if (text === undefined) return { reject: noId(row) };
    if (!fields.reaches('unit')) return { reject: noUnitColumn(row, mapping) };
    const long = overlongText(text, fields);
    if (long !== undefined) return { reject: overlong(row, long) };
    const id = normalise(text);
    const earlier = seen.get(id);
    if (earlier) return repeated(row, earlier, id, digest(row));
    const times = rowTimes(row, fields, read, toMs);
    if (!times) return { reject: noReportTime(row, fields, mapping) };
    seen.set(id, { number: row.number, digest: digest(row) });
    const { flags: unitFlags, ...unit } = readUnit(row, fields);
    const { flags: outcomeFlags, ...outcome } = readOutcome(row, fields, times);
    const { flags: timeFlags, ...instants } = times;
    return {
      record: { row: row.number, id, ...instants, ...unit, ...namesOf(fields), ...outcome },
      flags: [...timeFlags, ...outcomeFlags, ...unitFlags, ...extraCells(row)],
    };
  };
}

function namesOf(fields: RowFields): Partial<Record<(typeof NAMES)[number], string>> {
  return Object.fromEntries(
    NAMES.flatMap((field) => {
      const text = fields.text(field);
      return text === undefined ? [] : [[field, text]];
    }),
  );
}

interface SeenRow {
  readonly number: number;
  readonly digest: string;
}

function repeated(row: TableRow, earlier: SeenRow, id: string, digest: string): RowReading {
  if (digest !== earlier.digest) {
    const zh = `编号“${id}”在第 ${earlier.number} 行已有，而内容不同；请核对后改正编号`;
    const en = `the id "${id}" stands in row ${earlier.number} already, with different content; check both and mend the id`;
    return { reject: finding(row, 'conflicting-id', zh, en) };
  }
  const zh = `与第 ${earlier.number} 行完全相同，不再另记一件`;
  return {
    flags: [finding(row, 'exact-repeat', zh, `repeats row ${earlier.number} exactly; makes no second problem`)],
  };
}

/** Rows have the same content where their cells say the same; one that a row does not reach says nothing. */
const contentDigest =
  ({ columns }: TableHead) =>
  ({ cells, extraCells = [] }: TableRow): string =>
    hash(
      'sha256',
      [...columns.map((column) => normalise(cells[column] ?? '')), ...extraCells].join('\u0000'),
      'base64',
    );

/** In UTF-16 units. No office writes such an id or unit: it is a quote that never closed, and no store takes it as a key. */
const LONGEST_NAME = 200;
/** In UTF-16 units; a place or a category that is longer is a quote that never closed, and no item of a store would hold it. */
const LONGEST_TEXT = 2000;

interface OverlongText {
  readonly text: string;
  readonly limit: number;
}

function overlongText(id: string, fields: RowFields): OverlongText | undefined {
  const names = [id, fields.text('unit') ?? ''].map((text) => ({ text, limit: LONGEST_NAME }));
  const texts = (['unitName', ...NAMES] as const).map((field) => ({
    text: fields.text(field) ?? '',
    limit: LONGEST_TEXT,
  }));
  return [...names, ...texts].find(({ text, limit }) => text.length > limit);
}

function overlong(row: TableRow, { text, limit }: OverlongText): Finding<RejectReason> {
  const shown = `${normalise(text.slice(0, limit)).slice(0, 20)}…`;
  const what = limit === LONGEST_NAME ? { zh: '编号或单位', en: 'id or unit' } : { zh: '内容', en: 'text' };
  const zh = `${what.zh}“${shown}”有 ${text.length} 个字，超过 ${limit} 个；多半是引号没有收尾或列错位，请核对此行`;
  const en = `the ${what.en} "${shown}" has ${text.length} characters, more than ${limit}; most likely a quote never closes or the columns have shifted, so check this row`;
  return finding(row, 'overlong-name', zh, en);
}

/** A message names the formats that were tried, but not all of a long list. */
const FORMATS_SHOWN = 3;

const noId = (row: TableRow) => finding(row, 'no-id', '没有编号', 'there is no id');

const noUnitColumn = (row: TableRow, { columns }: Mapping) =>
  finding(
    row,
    'no-unit-column',
    `此行不到“${columns.unit}”列就断了`,
    `the row ends before the column "${columns.unit}"`,
  );

function noReportTime(row: TableRow, fields: RowFields, { dateFormats }: Mapping): Finding<RejectReason> {
  const text = fields.text('reportedAt') ?? '';
  const more = dateFormats.length > FORMATS_SHOWN ? ' | …' : '';
  const formats = dateFormats.slice(0, FORMATS_SHOWN).join(' | ') + more;
  const zh = text === '' ? '没有上报时间' : `上报时间“${text}”不合任何一种格式（${formats}）`;
  const en =
    text === '' ? 'there is no report time' : `the report time "${text}" fits none of the formats (${formats})`;
  return finding(row, 'unreadable-report-time', zh, en);
}

function extraCells(row: TableRow): Finding<FlagReason>[] {
  if (!row.extraCells) return [];
  const text = row.extraCells.join(' | ');
  const zh = `表头之外还有内容“${text}”；可能是文字里有未加引号的分隔符，请核对各列是否错位`;
  const en = `there is more than the header has columns for: "${text}"; a separator inside an unquoted text may have shifted the columns`;
  return [finding(row, 'extra-cells', zh, en)];
}

function count(
  table: Table,
  records: readonly LedgerRecord[],
  rejects: readonly Finding[],
  flags: ReadonlyArray<Finding<FlagReason>>,
): LedgerCounts {
  const rows = table.rows.length;
  const accepted = rows - rejects.length;
  return {
    rows,
    accepted,
    rejected: rejects.length,
    flagged: new Set(flags.map((flag) => flag.row)).size,
    repeats: flags.filter((flag) => flag.reason === 'exact-repeat').length,
    blankRows: table.blankRows,
    unassigned: records.filter((record) => record.unit === UNASSIGNED).length,
    withoutDeadline: records.filter((record) => record.dueAt === undefined).length,
  };
}
