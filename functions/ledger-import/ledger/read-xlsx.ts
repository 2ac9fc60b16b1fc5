import { type CellValue, type MergeRange, readXlsx as readWorkbook } from 'hucre/xlsx';
import { BadInput } from '../../../shared/domain/bad-input.ts';
import type { Grid, GridRow } from './grid.ts';
import { normaliseName } from './normalise.ts';
import { MAX_CELLS, refuseWideSheets } from './sheet-guard.ts';
import { refuseZipBomb } from './zip-guard.ts';

/** The header stands among the first rows, below a title, a subtitle, a date line and the like. */
const HEADER_ROWS = 50;

type Sheet = Awaited<ReturnType<typeof readWorkbook>>['sheets'][number];

/**
 * The visible sheet that holds most of `wanted`, the mapped columns, as a grid; the first of equals. Throws BadInput.
 * A cell merged over several rows stands in each of them, as the clerk means it; one merged over columns stays in its first.
 */
export async function readXlsx(bytes: Uint8Array, wanted: readonly string[]): Promise<Grid> {
  refuseZipBomb(bytes);
  refuseWideSheets(bytes);
  const workbook = await readWorkbook(bytes, { sheets: (info) => !info.hidden && !info.veryHidden }).catch(refuse);
  const names = new Set(wanted.map(normaliseName));
  const ranked = workbook.sheets
    .map((sheet) => ({ sheet, matched: bestMatch(sheet, names) }))
    .sort((a, b) => b.matched - a.matched);
  const sheet = ranked[0]?.sheet;
  if (!sheet)
    throw new BadInput({ zh: '这个 .xlsx 文件没有可见的工作表。', en: 'this .xlsx file has no visible sheet.' });
  return {
    rows: toRows(sheet),
    source: {
      format: 'xlsx',
      sheet: sheet.name,
      otherSheets: workbook.sheets.filter((other) => other !== sheet).map((other) => other.name),
      epoch: workbook.dateSystem === '1904' ? 1904 : 1900,
    },
  };
}

function bestMatch(sheet: Sheet, names: ReadonlySet<string>): number {
  const matches = sheet.rows
    .slice(0, HEADER_ROWS)
    .map((row) => row.filter((cell) => names.has(normaliseName(toText(cell)))).length);
  return Math.max(0, ...matches);
}

function toRows(sheet: Sheet): GridRow[] {
  const values = sheet.rows.map((row) => [...row]);
  let filled = 0;
  for (const merge of sheet.merges ?? []) {
    filled += fillDown(values, merge);
    if (filled > MAX_CELLS) throw overlapping(sheet);
  }
  return values.map((row, index) => {
    const dates = new Map(row.flatMap((cell, at) => (cell instanceof Date ? [[at, wallClock(cell)] as const] : [])));
    return { number: index + 1, cells: row.map(toText), ...(dates.size > 0 && { dates }) };
  });
}

/** Gives how many cells it filled. */
function fillDown(rows: CellValue[][], merge: MergeRange): number {
  const value = rows[merge.startRow]?.[merge.startCol] ?? null;
  const below = rows.slice(merge.startRow + 1, merge.endRow + 1);
  for (const row of below) row[merge.startCol] = value;
  return below.length;
}

/** A cell's text as people read it; a date as `2018-02-08` or `2018-02-08 09:30:00`. */
function toText(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date)
    return wallClock(cell)
      .replace('T', ' ')
      .replace(/\.\d+$/u, '');
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return String(cell);
}

/** The reader hands a date cell's wall-clock fields over as if they were UTC; midnight means that only the day was kept. */
function wallClock(date: Date): string {
  const text = date.toISOString().slice(0, -1);
  return text.endsWith('T00:00:00.000') ? text.slice(0, 10) : text;
}

/** Merges that lie beside each other fill no more cells than there are. */
const overlapping = ({ name }: Sheet): BadInput =>
  new BadInput({
    zh: `工作表“${name}”的合并单元格互相重叠；请取消合并后另存再试。`,
    en: `merged cells of the sheet "${name}" overlap; unmerge them, save it and try again.`,
  });

/** Whatever stops the reader, be it its own error or one from deep inside it: these bytes are no workbook it can read. */
function refuse(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new BadInput(
    {
      zh: `这个 .xlsx 文件读不出来（${reason}）；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。`,
      en: `this .xlsx file cannot be read (${reason}); open it in Excel or WPS, save it as .xlsx and try again.`,
    },
    { cause: error },
  );
}
