import { BadInput } from '../../../shared/domain/bad-input.ts';
import { decodeText, type NamedEncoding } from './decode.ts';
import type { Grid, GridRow, GridSource } from './grid.ts';
import { findHeader, type Header, SEARCHED_ROWS } from './header.ts';
import { readCsv } from './read-csv.ts';

/** A ledger of a million rows is about 150 MB; a file beyond this is split before it is read. */
export const MAX_FILE_BYTES = 200_000_000;

export interface TableRow {
  /** The row's number in the file as a spreadsheet program shows it, from 1. */
  readonly number: number;
  /** Text by column, as it stands in the file; a column that the row does not reach is absent. */
  readonly cells: Readonly<Record<string, string>>;
  /** By column: the wall-clock time of a cell that the file itself keeps as a date. */
  readonly dates?: Readonly<Record<string, string>>;
  /** Filled cells to the right of the last named column: most likely a separator inside an unquoted text. */
  readonly extraCells?: readonly string[];
}

/** What is known of a table before its rows. */
export interface TableHead {
  readonly source: GridSource;
  readonly columns: readonly string[];
  /** The file's name of each wanted column, by the name in the mapping. */
  readonly found: ReadonlyMap<string, string>;
  readonly headerRow: number;
}

/** A table whose rows are still to come. */
export interface OpenTable extends TableHead {
  /** In the order of the file, once; undefined for a row without a single filled cell. Throws BadInput. */
  readonly rows: AsyncIterable<TableRow | undefined>;
}

export interface Table extends TableHead {
  readonly rows: readonly TableRow[];
  /** Rows below the header without a single filled cell. */
  readonly blankRows: number;
}

/** Brings the grid of an .xlsx workbook; handed in, since its reader is too large for a function beside all else. */
export type WorkbookReader = (bytes: Uint8Array, wanted: readonly string[]) => Promise<Grid>;

/** Opens a CSV or XLSX ledger whose header names the `wanted` columns. Throws BadInput. */
export async function openTable(
  bytes: Uint8Array,
  wanted: readonly string[],
  encoding: NamedEncoding,
  readWorkbook: WorkbookReader,
): Promise<OpenTable> {
  const distinct = [...new Set(wanted)];
  const { rows, source } = await readGrid(bytes, distinct, encoding, readWorkbook);
  const all = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const top = await firstOf(all, SEARCHED_ROWS);
  const header = findHeader({ rows: top, source }, distinct);
  return {
    source,
    columns: header.columns,
    found: new Map([...header.positions].map(([name, at]) => [name, header.columns[at] ?? name])),
    headerRow: top[header.index]?.number ?? 0,
    rows: rowsBelow(top.slice(header.index + 1), all, header),
  };
}

/** The whole table, for a ledger that fits into memory. Throws BadInput. */
export async function readTable(
  bytes: Uint8Array,
  wanted: readonly string[],
  encoding: NamedEncoding,
  readWorkbook: WorkbookReader,
): Promise<Table> {
  const { rows: coming, ...head } = await openTable(bytes, wanted, encoding, readWorkbook);
  const rows: TableRow[] = [];
  let blankRows = 0;
  for await (const row of coming) {
    if (row) rows.push(row);
    else blankRows += 1;
  }
  return { ...head, rows, blankRows };
}

type Rows = AsyncIterator<GridRow> | Iterator<GridRow>;

async function firstOf(rows: Rows, count: number): Promise<GridRow[]> {
  const first: GridRow[] = [];
  while (first.length < count) {
    const next = await rows.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

async function* rowsBelow(
  top: readonly GridRow[],
  rest: Rows,
  { columns }: Header,
): AsyncGenerator<TableRow | undefined> {
  for (const row of top) yield toTableRow(row, columns);
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield toTableRow(next.value, columns);
}

/** The content decides, not the file's name: offices rename files freely. */
async function readGrid(
  bytes: Uint8Array,
  wanted: readonly string[],
  encoding: NamedEncoding,
  readWorkbook: WorkbookReader,
): Promise<Grid> {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (head === '504b0304') return readWorkbook(bytes, wanted);
  if (head === 'd0cf11e0') throw oldWorkbook();
  return readCsv(decodeText(bytes, encoding), wanted);
}

function toTableRow(row: GridRow, columns: readonly string[]): TableRow | undefined {
  if (row.cells.every((cell) => cell.trim() === '')) return undefined;
  const reached = columns.slice(0, row.cells.length);
  const cells = Object.fromEntries(reached.map((column, at) => [column, row.cells[at] ?? '']));
  const extraCells = row.cells.slice(columns.length).filter((cell) => cell.trim() !== '');
  const dates = row.dates && Object.fromEntries([...row.dates].map(([at, date]) => [columns[at] ?? '', date]));
  return { number: row.number, cells, ...(dates && { dates }), ...(extraCells.length > 0 && { extraCells }) };
}

const oldWorkbook = (): BadInput =>
  new BadInput({
    zh: '这是旧式 .xls 或带密码的工作簿，不能直接读；请打开后去掉密码，另存为 .xlsx。',
    en: 'this is an old .xls or a workbook with a password, which is not read; open it, remove the password and save it as .xlsx.',
  });
