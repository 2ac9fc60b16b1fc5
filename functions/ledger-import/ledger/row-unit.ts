import { type Finding, type FlagReason, finding } from './findings.ts';
import { UNASSIGNED } from './ledger-record.ts';
import type { Mapping } from './mapping.ts';
import { isBlank, normalise } from './normalise.ts';
import type { TableRow } from './read-table.ts';
import type { RowFields } from './row-fields.ts';

export interface RowUnit {
  readonly unit: string;
  readonly unitName?: string;
  readonly flags: ReadonlyArray<Finding<FlagReason>>;
}

/** What names a row's unit. It remembers the rows before, so rows come in the order of the file. */
export type UnitReader = (row: TableRow, fields: RowFields) => RowUnit;

/**
 * Units by the mapping's aliases. Two spellings that differ only in width are one unit, spelt as where it first
 * appears; a unit code that carries a second name is flagged at the first row with that name.
 */
export function unitReader(mapping: Mapping): UnitReader {
  const aliases = new Map(Object.entries(mapping.aliases.unit).map(([from, to]) => [normalise(from), to]));
  const spellings = new Map<string, string>();
  const names = new Map<string, Set<string>>();

  const spell = (text: string | undefined): string => {
    const meant = aliases.get(normalise(text ?? '')) ?? text;
    if (meant === undefined || isBlank(meant)) return UNASSIGNED;
    const key = normalise(meant);
    const known = spellings.get(key);
    if (known !== undefined) return known;
    spellings.set(key, meant.trim());
    return meant.trim();
  };

  const secondName = (row: TableRow, unit: string, unitName: string): Finding<FlagReason>[] => {
    const known = names.get(unit) ?? new Set<string>();
    names.set(unit, known);
    const [first] = known;
    const isNew = !known.has(normalise(unitName));
    known.add(normalise(unitName));
    if (first === undefined || !isNew) return [];
    return [
      finding(
        row,
        'unit-with-two-names',
        `单位“${unit}”先前的名称是“${first}”，此行是“${unitName}”；如属同一单位，无需处理`,
        `the unit "${unit}" was named "${first}" before and "${unitName}" here; nothing to do if it is the same unit`,
      ),
    ];
  };

  return (row, fields) => {
    const unit = spell(fields.text('unit'));
    const unitName = fields.text('unitName');
    const flags = unitName === undefined || unit === UNASSIGNED ? [] : secondName(row, unit, unitName);
    return { unit, ...(unitName !== undefined && { unitName }), flags };
  };
}
