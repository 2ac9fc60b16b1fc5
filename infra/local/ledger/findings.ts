import type { Bilingual } from '../../../shared/domain/bilingual.ts';
import type { TableRow } from './read-table.ts';

/** Why a row can't be understood. */
export const REJECT_REASONS = ['no-id', 'no-unit-column', 'unreadable-report-time', 'conflicting-id'] as const;
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
