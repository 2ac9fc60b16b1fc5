import { describe, expect, it } from 'vitest';
import { closingOf, isClosed } from '../../../../../functions/ledger-import/ledger/closing.ts';
import type { LedgerRecord } from '../../../../../functions/ledger-import/ledger/ledger-record.ts';

const AT = '2024-03-01T01:00:00.000Z';
const DUE = '2024-03-05T09:00:00.000Z';
const CLOSED = '2024-03-04T09:00:00.000Z';
const record = (facts: Partial<LedgerRecord>): LedgerRecord => ({
  row: 2,
  id: '1',
  unit: '甲街道',
  reportedAt: AT,
  ...facts,
});

describe('closingOf', () => {
  it('lets the dates speak where both are there, whatever the outcome says', () => {
    for (const outcome of ['closed-on-time', 'closed-late', 'open', undefined] as const)
      expect(closingOf(record({ dueAt: DUE, closedAt: CLOSED, ...(outcome && { outcome }) }), AT)).toEqual({
        settledAt: CLOSED,
      });
  });
  it('settles one closed late after it was due, and one closed on time by then, where no closing time is kept', () => {
    expect(closingOf(record({ dueAt: DUE, outcome: 'closed-late' }), AT).settledAt > DUE).toBe(true);
    expect(closingOf(record({ dueAt: DUE, outcome: 'closed-on-time' }), AT)).toEqual({ settledAt: DUE });
  });
  it('states the outcome where there is no deadline to compare with', () => {
    expect(closingOf(record({ closedAt: CLOSED, outcome: 'closed-late' }), AT)).toEqual({
      settledAt: CLOSED,
      stated: 'late',
    });
    expect(closingOf(record({ outcome: 'closed-on-time' }), AT)).toEqual({ settledAt: AT, stated: 'onTime' });
    expect(closingOf(record({ closedAt: CLOSED }), AT)).toEqual({ settledAt: CLOSED });
  });
});

describe('isClosed', () => {
  it('follows the closing time, else the outcome', () => {
    expect(isClosed(record({}))).toBe(false);
    expect(isClosed(record({ outcome: 'open' }))).toBe(false);
    expect(isClosed(record({ outcome: 'closed-late' }))).toBe(true);
    expect(isClosed(record({ closedAt: CLOSED, outcome: 'open' }))).toBe(true);
  });
});
