/** What a spreadsheet takes for the start of a formula, in both widths, also behind blanks. */
const FORMULA_START = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;
/** Numbers and a lone dash are read as what they are. */
const HARMLESS = /^[+-]?\d+(\.\d+)?%?$|^-$/;

/** The cell with a quote mark before anything a spreadsheet would run as a formula; all else unchanged. */
export function neutraliseFormula(cell: string): string {
  return FORMULA_START.test(cell) && !HARMLESS.test(cell) ? `'${cell}` : cell;
}
