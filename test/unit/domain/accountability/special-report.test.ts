import { describe, expect, it } from 'vitest';
import { specialReportsDue } from '../../../../shared/domain/accountability/special-report.ts';
import { buildCase, buildCases, closedOn, day } from '../../../support/build-case.ts';

const RULE = { overdue: 3, withinDays: 3 };
const due = (cases: Parameters<typeof specialReportsDue>[0], reported?: Set<string>) =>
  specialReportsDue(cases, RULE, day(5), reported);

describe('specialReportsDue', () => {
  it('names a unit with so many problems over their deadline, open or closed late', () => {
    const cases = [...buildCases(2), buildCase({ problem: 'late', ...closedOn(4) })];
    expect(due(cases)).toEqual([{ unit: 'street-east', from: day(2), to: day(5), cases: ['P-0', 'P-1', 'late'] }]);
  });

  it('counts each unit by itself', () => {
    expect(due([...buildCases(2), ...buildCases(2, { unit: 'street-west' })])).toEqual([]);
  });

  it.each([
    ['closed in time', closedOn(3)],
    ['parked', { parked: true }],
    ['left out after an appeal', { upheld: true }],
    ['not yet due', { dueAt: day(5) }],
    ['due before the days that count', { dueAt: day(2) }],
    ['without a deadline', { dueAt: null }],
  ])('does not count a problem %s', (_, overrides) => {
    expect(due([...buildCases(2), buildCase({ problem: 'third', ...overrides })])).toEqual([]);
  });

  it('reports no case twice', () => {
    const cases = buildCases(5);
    expect(due(cases, new Set(['P-0', 'P-1']))[0]?.cases).toEqual(['P-2', 'P-3', 'P-4']);
    expect(due(cases, new Set(['P-0', 'P-1', 'P-2']))).toEqual([]);
  });
});
