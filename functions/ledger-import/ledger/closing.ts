import { type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';
import type { LedgerRecord } from './ledger-record.ts';

/** How a problem that its ledger tells closed was settled. */
export interface Closing {
  readonly settledAt: Instant;
  /** What the ledger says where no dates can tell. */
  readonly stated?: 'onTime' | 'late';
}

/** Whether a ledger tells a problem closed: it gives a closing time, or an outcome other than open. */
export const isClosed = ({ closedAt, outcome }: LedgerRecord): boolean =>
  closedAt !== undefined || (outcome !== undefined && outcome !== 'open');

/**
 * When a closed problem was settled, and whether in time where that doesn't follow from its dates. Dates that both stand
 * in the ledger speak for themselves. Where the closing time is missing the outcome is the fact: one closed late was
 * settled the moment after it was due, one closed on time as it fell due. Without a deadline too, it was settled `at`.
 */
export function closingOf({ closedAt, dueAt, outcome }: LedgerRecord, at: Instant): Closing {
  const late = outcome === 'closed-late';
  if (dueAt !== undefined) return { settledAt: closedAt ?? (late ? justAfter(dueAt) : dueAt) };
  const stated = late ? 'late' : outcome === 'closed-on-time' ? 'onTime' : undefined;
  return { settledAt: closedAt ?? at, ...(stated && { stated }) };
}

const justAfter = (instant: Instant): Instant => toInstant(toMs(instant) + 1);
