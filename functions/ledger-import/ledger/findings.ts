import type { Bilingual } from '../../../shared/domain/bilingual.ts';
import type { TableRow } from './read-table.ts';

/** Why a row can't be understood. */
export const REJECT_REASONS = [
  'no-id',
  'overlong-name',
  'no-unit-column',
  'unreadable-report-time',
  'conflicting-id',
  'unknown-unit',
  'unknown-category',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** What is odd about a row that is kept all the same. */
export const FLAG_REASONS = [
  'exact-repeat',
  'unreadable-due-time',
  'unreadable-closing-time',
  'due-equals-reported',
  'due-before-reported',
  'closed-before-reported',
  'far-off-date',
  'unknown-outcome',
  'outcome-contradicts-dates',
  'unit-with-two-names',
  'extra-cells',
] as const;
export type FlagReason = (typeof FLAG_REASONS)[number];

/** Each reason in a few words, for headings and totals. */
export const REASON_NAMES: Readonly<Record<RejectReason | FlagReason, Bilingual>> = {
  'no-id': { zh: '没有编号', en: 'no id' },
  'overlong-name': { zh: '内容过长', en: 'text too long' },
  'no-unit-column': { zh: '行未到单位列', en: 'row ends before the unit' },
  'unreadable-report-time': { zh: '上报时间无法识别', en: 'report time unreadable' },
  'conflicting-id': { zh: '编号重复而内容不同', en: 'id seen before with other content' },
  'unknown-unit': { zh: '行动中没有这个单位', en: 'unit not in the campaign' },
  'unknown-category': { zh: '行动中没有这个类别', en: 'category not in the campaign' },
  'exact-repeat': { zh: '与前面一行完全相同', en: 'repeats an earlier row exactly' },
  'unreadable-due-time': { zh: '期限无法识别', en: 'due time unreadable' },
  'unreadable-closing-time': { zh: '办结时间无法识别', en: 'closing time unreadable' },
  'due-equals-reported': { zh: '期限与上报时间相同', en: 'due when reported' },
  'due-before-reported': { zh: '期限早于上报时间', en: 'due before reported' },
  'closed-before-reported': { zh: '办结早于上报', en: 'closed before reported' },
  'far-off-date': { zh: '日期离谱', en: 'far-off date' },
  'unknown-outcome': { zh: '办结情况没有说明', en: 'outcome without a meaning' },
  'outcome-contradicts-dates': { zh: '办结情况与日期不符', en: 'outcome contradicts dates' },
  'unit-with-two-names': { zh: '同一单位编码有两个名称', en: 'unit code with two names' },
  'extra-cells': { zh: '表头之外还有内容', en: 'more cells than columns' },
};

/** One reject or flag: the row as it stands in the file, the reason, and what a clerk can do about it. */
export interface Finding<Reason extends string = RejectReason | FlagReason> {
  /** The row's number in the file as a spreadsheet program shows it, from 1. */
  readonly row: number;
  readonly reason: Reason;
  readonly message: Bilingual;
  readonly cells: Readonly<Record<string, string>>;
}

/** A finding about a row, in one expression. */
export const finding = <Reason extends string>(
  row: TableRow,
  reason: Reason,
  zh: string,
  en: string,
): Finding<Reason> => ({ row: row.number, reason, message: { zh, en }, cells: row.cells });
