import type { Field, Mapping } from './mapping.ts';
import { isBlank } from './normalise.ts';
import type { TableHead, TableRow } from './read-table.ts';

/** A row seen through the mapping. */
export interface RowFields {
  /** The trimmed text of a field's cell; undefined where the field is not mapped or the cell says nothing. */
  text(field: Field): string | undefined;
  /** The cell's own date, where the file keeps one. */
  date(field: Field): string | undefined;
  /** Whether the row reaches the field's column at all. */
  reaches(field: Field): boolean;
}

/** Looks a row's cells up by the mapping's fields. */
export function rowFields(row: TableRow, table: TableHead, mapping: Mapping): RowFields {
  const columnOf = (field: Field) => {
    const named = mapping.columns[field];
    return named === undefined ? undefined : table.found.get(named);
  };
  const cell = (field: Field) => {
    const column = columnOf(field);
    return column === undefined ? undefined : row.cells[column];
  };
  return {
    text: (field) => {
      const text = cell(field);
      return isBlank(text) ? undefined : text?.trim();
    },
    date: (field) => row.dates?.[columnOf(field) ?? ''],
    reaches: (field) => cell(field) !== undefined,
  };
}
