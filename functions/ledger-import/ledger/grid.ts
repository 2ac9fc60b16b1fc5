/** A ledger file as a grid of cells, before it is known which row names the columns. */
export interface Grid {
  /** In the order of the file, once. A ledger of a million rows is never held as a whole. */
  readonly rows: AsyncIterable<GridRow> | Iterable<GridRow>;
  /** Where in the file the grid comes from, for the preview. */
  readonly source: GridSource;
}

export interface GridRow {
  /** The row's number as a spreadsheet program shows it, from 1; a quoted line break does not start a new row. */
  readonly number: number;
  readonly cells: readonly string[];
  /** By position: the wall-clock time of the cells that the file itself keeps as dates, `2018-02-08` or `2018-02-08T09:30:00.000`. */
  readonly dates?: ReadonlyMap<number, string>;
}

export type GridSource =
  | {
      readonly format: 'csv';
      readonly encoding: string;
      readonly delimiter: ',' | ';' | '\t';
      readonly looksLike?: string;
    }
  | {
      readonly format: 'xlsx';
      readonly sheet: string;
      /** Visible sheets that were not read. */
      readonly otherSheets: readonly string[];
      /** Day numbers in cells without a date format count from this year. */
      readonly epoch: 1900 | 1904;
    };
