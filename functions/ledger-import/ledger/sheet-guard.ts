import { BadInput } from '../../../shared/domain/bad-input.ts';
import { attributesOf, nameOf, openingTags, plainText } from './xml-tags.ts';
import { inflatePart, type ZipPart, zipParts } from './zip-parts.ts';

/** What the sheets of a workbook may span together: the reader keeps the whole rectangle, be it filled or not. */
export const MAX_CELLS = 20_000_000;
/** What a row takes at least, in cells, however narrow it is. */
const LEAST_COLUMNS = 8;

/** The rectangle from A1 that a sheet spans. */
interface Span {
  readonly rows: number;
  readonly columns: number;
  /** The cell that makes it so wide, as the file names it. */
  readonly widest: string;
}

/**
 * Refuses a workbook whose sheets span more than the reader has room for: it would run out of memory before it compares,
 * and a cell far out takes no more bytes in a file than any other. Throws BadInput.
 */
export function refuseWideSheets(bytes: Uint8Array): void {
  const parts = zipParts(bytes);
  let cells = 0;
  for (const part of parts) {
    const content = inflatePart(bytes, part);
    // Lists of texts and the like are large and hold no cell.
    if (!content?.includes('sheetData')) continue;
    const span = spanOf(content.toString('latin1'), part);
    cells += span.rows * Math.max(span.columns, LEAST_COLUMNS);
    if (cells > MAX_CELLS) throw tooWide(sheetName(bytes, parts, part), span);
  }
}

/** By the names of the cells; one without a name stands right of the one before, as the reader has it. */
function spanOf(xml: string, part: ZipPart): Span {
  const span = { rows: 0, columns: 0, widest: 'A1' };
  let [inSheet, row, column] = [false, 0, 0];
  for (const tag of openingTags(xml)) {
    const name = nameOf(tag);
    inSheet ||= name === 'sheetData';
    if (!inSheet || (name !== 'row' && name !== 'c')) continue;
    const named = attributesOf(tag).get('r');
    if (name === 'row') {
      row = Number(named) || row + 1;
      column = 0;
      continue;
    }
    const cell = named ? placeOf(named, part) : { row, column: column + 1 };
    column = cell.column;
    span.rows = Math.max(span.rows, cell.row);
    if (column > span.columns) Object.assign(span, { columns: column, widest: named ?? `${row}:${column}` });
  }
  return span;
}

function placeOf(named: string, part: ZipPart): { readonly row: number; readonly column: number } {
  const [, letters, row] = /^([A-Za-z]+)(\d+)$/.exec(named) ?? [];
  if (letters === undefined) throw oddCell(named, part);
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(row), column };
}

/** As its tab says, or by its part where the workbook does not tell. */
function sheetName(bytes: Uint8Array, parts: readonly ZipPart[], { name }: ZipPart): string {
  const tagsOf = (path: string) => {
    const part = parts.find((one) => one.name === path);
    const xml = part && inflatePart(bytes, part)?.toString();
    return [...openingTags(xml ?? '')].map(attributesOf);
  };
  const target = tagsOf('xl/_rels/workbook.xml.rels').find((tag) => {
    const path = tag.get('Target') ?? '';
    return name === (path.startsWith('/') ? path.slice(1) : `xl/${path}`);
  });
  const sheet = target && tagsOf('xl/workbook.xml').find((tag) => tag.get('r:id') === target.get('Id'));
  return plainText(sheet?.get('name') ?? name);
}

const tooWide = (sheet: string, { rows, columns, widest }: Span): BadInput =>
  new BadInput({
    zh: `工作表“${sheet}”最右到单元格 ${widest}，最下到第 ${rows} 行，共 ${rows} 行 × ${columns} 列，（连同其他工作表）超过 ${MAX_CELLS} 格的上限；请删去表格右侧和下方多余的列、行后另存再试，或按时间拆成几个文件。`,
    en: `the sheet "${sheet}" goes right to the cell ${widest} and down to row ${rows}: ${rows} rows × ${columns} columns are (with the other sheets) more than the limit of ${MAX_CELLS} cells; delete the columns and rows beyond the table, save it and try again, or split it by time into several files.`,
  });

const oddCell = (named: string, { name }: ZipPart): BadInput =>
  new BadInput({
    zh: `这个 .xlsx 文件的 ${name} 里有单元格位置“${named.slice(0, 40)}”，无法识别；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。`,
    en: `${name} of this .xlsx file places a cell at "${named.slice(0, 40)}", which is no place; open it in Excel or WPS, save it as .xlsx and try again.`,
  });
