import { BadInput } from '../../../shared/domain/bad-input.ts';
import { nearest } from '../../../shared/domain/nearest.ts';
import type { GridRow, GridSource } from './grid.ts';
import { isBlank, normaliseName } from './normalise.ts';

/** Titles, subtitles and a date line stand above a header; a hundred rows of them is no ledger. */
export const SEARCHED_ROWS = 100;

/** The first rows of a grid. */
export interface GridTop {
  readonly rows: readonly GridRow[];
  readonly source: GridSource;
}

export interface Header {
  /** Position among the rows. */
  readonly index: number;
  /** Where each mapped column stands, by the name in the mapping. */
  readonly positions: ReadonlyMap<string, number>;
  /** A unique name for every position up to the last named one. */
  readonly columns: readonly string[];
}

/**
 * The first row that names every wanted column, full-width or half-width alike.
 * Throws BadInput naming the missing column, the file's columns and the nearest name, or a column named twice.
 */
export function findHeader(grid: GridTop, wanted: readonly string[]): Header {
  const candidates = grid.rows.map((row, index) => ({ index, missing: missingFrom(row, wanted) }));
  const found = candidates.find(({ missing }) => missing.length === 0);
  if (found) return describe(grid.rows[found.index], found.index, wanted);
  throw withoutColumns(grid, bestOf(candidates, grid), wanted);
}

function missingFrom(row: GridRow, wanted: readonly string[]): string[] {
  const names = new Set(row.cells.map(normaliseName));
  return wanted.filter((name) => !names.has(normaliseName(name)));
}

function describe(row: GridRow | undefined, index: number, wanted: readonly string[]): Header {
  const names = (row?.cells ?? []).map(normaliseName);
  const positions = new Map<string, number>();
  for (const name of wanted) {
    const first = names.indexOf(normaliseName(name));
    const last = names.lastIndexOf(normaliseName(name));
    if (first !== last) throw namedTwice(name, row?.number ?? 0, first, last);
    positions.set(name, first);
  }
  return { index, positions, columns: uniqueNames(row?.cells ?? []) };
}

/** Columns the mapping does not use may share a name or have none; each still needs a name of its own to be shown by. */
function uniqueNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  return cells.slice(0, width).map((cell, at) => {
    const name = cell.trim() === '' ? `#${at + 1}` : cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** The row most likely meant as the header: most columns found, else the one with most cells. */
function bestOf(candidates: readonly { index: number; missing: readonly string[] }[], grid: GridTop): number {
  const filled = (index: number) => grid.rows[index]?.cells.filter((cell) => !isBlank(cell)).length ?? 0;
  const [best] = [...candidates].sort(
    (a, b) => a.missing.length - b.missing.length || filled(b.index) - filled(a.index) || a.index - b.index,
  );
  return best?.index ?? 0;
}

function withoutColumns(grid: GridTop, index: number, wanted: readonly string[]): BadInput {
  const row = grid.rows[index];
  if (!row) return new BadInput({ zh: '文件是空的，没有任何一行。', en: 'the file is empty: it has no rows.' });
  const columns = uniqueNames(row.cells);
  const missing = missingFrom(row, wanted).map((name) => ({ name, meant: likely(name, columns) }));
  const zh = missing.map(({ name, meant }) => `“${name}”${meant ? `（是否想写“${meant}”？）` : ''}`).join('、');
  const en = missing.map(({ name, meant }) => `"${name}"${meant ? ` (did you mean "${meant}"?)` : ''}`).join(', ');
  const hint = grid.source.format === 'csv' ? grid.source.looksLike : undefined;
  return new BadInput({
    zh: `文件里没有对照表写的列：${zh}。最像表头的是第 ${row.number} 行：${columns.join('、')}。${hint ? `文件看起来是 ${hint} 编码，请核对 encoding。` : '请改对照表的 columns。'}`,
    en: `the file lacks columns that the mapping names: ${en}. The most likely header is row ${row.number}: ${columns.join(', ')}. ${hint ? `The file looks like ${hint}; check encoding.` : 'Mend columns in the mapping.'}`,
  });
}

/** Short Chinese names often share half their characters (上报日期, 上报时间) while an edit distance finds them far apart. */
function likely(name: string, columns: readonly string[]): string | undefined {
  const shared = (column: string) => [...normaliseName(column)].filter((character) => name.includes(character)).length;
  const byShared = [...columns].sort((a, b) => shared(b) - shared(a))[0];
  const enough = byShared !== undefined && shared(byShared) * 2 >= Math.max(name.length, byShared.length);
  return nearest(name, columns) ?? (enough ? byShared : undefined);
}

const namedTwice = (name: string, row: number, first: number, last: number): BadInput =>
  new BadInput({
    zh: `表头（第 ${row} 行）有两列都叫“${name}”（第 ${first + 1} 列和第 ${last + 1} 列），无法确定用哪一列；请在文件中改掉一个名字。`,
    en: `the header (row ${row}) has two columns named "${name}" (columns ${first + 1} and ${last + 1}), so it is unclear which is meant; rename one in the file.`,
  });
