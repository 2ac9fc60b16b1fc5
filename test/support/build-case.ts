import type { Window } from '../../shared/domain/measures/measure.ts';
import type { Case } from '../../shared/domain/problem/cases.ts';

/** The first week of March 2026 in Asia/Shanghai, Monday to Monday. */
export const WEEK: Window = { from: '2026-03-01T16:00:00.000Z', to: '2026-03-08T16:00:00.000Z' };

/** A day of that week at noon in UTC: 1 is Monday 2 March, 8 the Monday after. */
export const day = (n: number): string => `2026-03-${String(n + 1).padStart(2, '0')}T12:00:00.000Z`;

/** An open case of one unit, recorded and dispatched on Monday, due on Wednesday. */
export function buildCase(overrides: Partial<Case> = {}): Case {
  return {
    problem: 'P-1',
    life: 1,
    unit: 'street-east',
    category: 'litter',
    severity: 'normal',
    source: 'spot',
    place: '解放路12号',
    recordedAt: day(1),
    dispatchedAt: day(1),
    dueAt: day(3),
    parked: false,
    upheld: false,
    relapse: false,
    reworksAt: [],
    extensionsAt: [],
    escalations: [],
    ...overrides,
  };
}

/** Closed on that day. */
export const closedOn = (n: number): Pick<Case, 'settledAt' | 'closedAt'> => ({ settledAt: day(n), closedAt: day(n) });

/** So many cases with distinct problem ids; `n` counts from 0. */
export const buildCases = (count: number, overrides: Partial<Case> = {}, prefix = 'P'): Case[] =>
  Array.from({ length: count }, (_, n) => buildCase({ problem: `${prefix}-${n}`, ...overrides }));
