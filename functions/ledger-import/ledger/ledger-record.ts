import type { Instant } from '../../../shared/domain/instant.ts';
import type { Outcome } from './mapping.ts';

/** The unit of a row that names none: the pool 待派遣. */
export const UNASSIGNED = 'unassigned';

/** One problem as an office's ledger tells it. */
export interface LedgerRecord {
  /** The row's number in the file as a spreadsheet program shows it, from 1. */
  readonly row: number;
  readonly id: string;
  /** A day without an hour: the first moment of that day in the mapping's zone. */
  readonly reportedAt: Instant;
  /** A day without an hour: the last millisecond of that day in the mapping's zone. */
  readonly dueAt?: Instant;
  /** A day without an hour: the first moment of that day, though not before the report (a day alone proves no lateness). */
  readonly closedAt?: Instant;
  /** Spelt as where the unit first appears; `unassigned` for a blank or "-". */
  readonly unit: string;
  readonly unitName?: string;
  readonly league?: string;
  readonly category?: string;
  readonly place?: string;
  readonly source?: string;
  readonly outcome?: Outcome;
}
