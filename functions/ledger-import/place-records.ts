import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { nearest } from '../../shared/domain/nearest.ts';
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

/** What became of a record that could be read. */
export type RecordPlacing = PlacedRecord | { readonly reject: Finding<RejectReason> };

/** What finds a record's unit and category in the campaign, by id or by name; `category` stands in where a row names none. */
export function placer(
  campaign: Pick<Campaign, 'units' | 'categories'>,
  category: string | undefined,
): (row: TableRow, record: LedgerRecord) => RecordPlacing {
  const units = byIdOrName(campaign.units);
  const categories = byIdOrName(campaign.categories);
  return (row, record) => {
    const unit = record.unit === UNASSIGNED ? undefined : (units.get(record.unit) ?? units.get(record.unitName ?? ''));
    const known = categories.get(record.category ?? category ?? '') ?? categories.get(category ?? '');
    if (record.unit !== UNASSIGNED && unit === undefined) return { reject: unknownUnit(row, record, units) };
    if (known === undefined) return { reject: unknownCategory(row, record, categories) };
    return { record, unit, category: known };
  };
}

export interface Placing {
  readonly placed: readonly PlacedRecord[];
  /** Those of the reading and those of the placing, in the order of the file. */
  readonly rejects: ReadonlyArray<Finding<RejectReason>>;
}

/** Places all records of a reading. */
export function placeRecords(
  reading: LedgerReading,
  campaign: Pick<Campaign, 'units' | 'categories'>,
  category: string | undefined,
): Placing {
  const place = placer(campaign, category);
  const rows = new Map(reading.table.rows.map((row) => [row.number, row]));
  const placings = reading.records.map((record) => place(rows.get(record.row) as TableRow, record));
  const unplaced = placings.flatMap((one) => ('reject' in one ? [one.reject] : []));
  return {
    placed: placings.flatMap((one) => ('reject' in one ? [] : [one])),
    rejects: [...reading.rejects, ...unplaced].sort((a, b) => a.row - b.row),
  };
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
