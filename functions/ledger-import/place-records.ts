import { nearest } from '../../shared/domain/nearest.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { type Finding, finding, type RejectReason } from './ledger/findings.ts';
import { type LedgerRecord, UNASSIGNED } from './ledger/ledger-record.ts';
import type { LedgerReading } from './ledger/read-ledger.ts';
import type { TableRow } from './ledger/read-table.ts';

/** A record whose unit and category the campaign knows. */
export interface PlacedRecord {
  readonly record: LedgerRecord;
  /** Undefined: the pool 待派遣. */
  readonly unit: string | undefined;
  readonly category: string;
}

export interface Placing {
  readonly placed: readonly PlacedRecord[];
  readonly rejects: ReadonlyArray<Finding<RejectReason>>;
}

/** Finds each record's unit and category in the campaign, by id or by name; `category` stands in where a row names none. */
export function placeRecords(reading: LedgerReading, context: CampaignContext, category: string | undefined): Placing {
  const units = byIdOrName(context.units.values());
  const categories = byIdOrName(context.categories.values());
  const rows = new Map(reading.table.rows.map((row) => [row.number, row]));
  const placed: PlacedRecord[] = [];
  const rejects: Array<Finding<RejectReason>> = [];
  for (const record of reading.records) {
    const row = rows.get(record.row) as TableRow;
    const unit = record.unit === UNASSIGNED ? undefined : (units.get(record.unit) ?? units.get(record.unitName ?? ''));
    const known = categories.get(record.category ?? category ?? '') ?? categories.get(category ?? '');
    if (record.unit !== UNASSIGNED && unit === undefined) rejects.push(unknownUnit(row, record, units));
    else if (known === undefined) rejects.push(unknownCategory(row, record, categories));
    else placed.push({ record, unit, category: known });
  }
  return { placed, rejects };
}

/** Ids of things by their id or their name; an id goes before a name of the same spelling. */
export const byIdOrName = (things: Iterable<{ readonly id: string; readonly name: string }>): Map<string, string> => {
  const all = [...things];
  return new Map([...all.map(({ id, name }) => [name, id] as const), ...all.map(({ id }) => [id, id] as const)]);
};

function unknownUnit(row: TableRow, { unit }: LedgerRecord, units: ReadonlyMap<string, string>): Finding<RejectReason> {
  const meant = nearest(unit, units.keys());
  const zh = `本专项行动没有单位“${unit}”${meant ? `，是否指“${meant}”？` : '，'}请在对照表 aliases.unit 里写明对应关系`;
  const en = `the campaign has no unit "${unit}"${meant ? `; did you mean "${meant}"?` : ''}; say in the mapping's aliases.unit which it is`;
  return finding(row, 'unknown-unit', zh, en);
}

function unknownCategory(
  row: TableRow,
  { category = '' }: LedgerRecord,
  categories: ReadonlyMap<string, string>,
): Finding<RejectReason> {
  const meant = nearest(category, categories.keys());
  const zh = `本专项行动没有类别“${category}”${meant ? `，是否指“${meant}”？` : '，'}可用 --category 给出一个默认类别`;
  const en = `the campaign has no category "${category}"${meant ? `; did you mean "${meant}"?` : ''}; --category gives one to fall back on`;
  return finding(row, 'unknown-category', zh, en);
}
