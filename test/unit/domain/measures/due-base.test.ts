import { describe, expect, it } from 'vitest';
import { percentText, valueText } from '../../../../shared/domain/measures/format.ts';
import { computeMeasure, createTally } from '../../../../shared/domain/measures/measures.ts';
import type { Case } from '../../../../shared/domain/problem/cases.ts';
import { buildCase, buildCases, closedOn, day, WEEK } from '../../../support/build-case.ts';

const measure = (name: 'onTimeRate' | 'closingRate' | 'extensionRate', cases: Case[], window = WEEK) =>
  computeMeasure({ name }, window, { cases });

describe('the public figures of 天门, December 2016', () => {
  const cases = [
    ...buildCases(737, closedOn(2), 'ontime'),
    ...buildCases(911 - 737, closedOn(5), 'late'),
    ...buildCases(972 - 911, {}, 'open'),
  ];

  it('gives 911 of 972 closed as 93.72 %', () => {
    const closing = measure('closingRate', cases);
    expect([closing.numerator, closing.denominator]).toEqual([911, 972]);
    expect(valueText(closing)).toBe('93.72%');
  });

  it('gives 737 of 972 on time as 75.82 %', () => {
    const onTime = measure('onTimeRate', cases);
    expect([onTime.numerator, onTime.denominator]).toEqual([737, 972]);
    expect(valueText(onTime)).toBe('75.82%');
  });

  it.each([
    ['events', 902, 956, '94.35%'],
    ['parts', 9, 16, '56.25%'],
  ])('gives the closing rate of %s alone, by category', (category, closed, due, text) => {
    const own = [
      ...buildCases(closed, { category, ...closedOn(4) }, 'c'),
      ...buildCases(due - closed, { category }, 'o'),
      ...buildCases(40, { category: 'other' }, 'x'),
    ];
    const result = computeMeasure({ name: 'closingRate', categories: [category] }, WEEK, { cases: own });
    expect(valueText(result)).toBe(text);
  });
});

describe('the base of what is due', () => {
  it('holds the first instant of the window and not its last', () => {
    const first = buildCase({ problem: 'first', dispatchedAt: day(0), dueAt: WEEK.from });
    const next = buildCase({ problem: 'next', dueAt: WEEK.to });
    expect(measure('onTimeRate', [first, next]).cases.denominator).toEqual(['first']);
  });

  it('never holds a case without a deadline, nor one dispatched after the cut-off', () => {
    const without = buildCase({ dueAt: null, ...closedOn(2) });
    const later = buildCase({ dispatchedAt: day(9), dueAt: day(3) });
    expect(measure('onTimeRate', [without, later]).denominator).toBe(0);
  });

  it('leaves out parked cases and upheld appeals, counted apart', () => {
    const cases = [
      buildCase({ problem: 'P-1', ...closedOn(2) }),
      buildCase({ problem: 'P-2', parked: true }),
      buildCase({ problem: 'P-3', upheld: true, ...closedOn(5) }),
      buildCase({ problem: 'P-4', upheld: true, life: 2, ...closedOn(5) }),
    ];
    const result = measure('onTimeRate', cases);
    expect(result).toMatchObject({
      numerator: 1,
      denominator: 1,
      excluded: 3,
      exclusions: { parked: 1, upheld: 2 },
      value: 1,
    });
    expect(result.cases.excluded).toEqual(['P-2', 'P-3', 'P-4/2']);
  });

  it('has no value without a base', () => {
    expect(measure('onTimeRate', [])).toMatchObject({ value: null, denominator: 0 });
    expect(valueText(measure('onTimeRate', []))).toBe('—');
  });
});

describe('on-time rate', () => {
  it('counts a case settled at the very deadline', () => {
    expect(measure('onTimeRate', [buildCase({ settledAt: day(3), closedAt: day(4) })]).value).toBe(1);
  });

  it('does not count a case settled a millisecond after it', () => {
    const late = '2026-03-04T12:00:00.001Z';
    expect(measure('onTimeRate', [buildCase({ settledAt: late, closedAt: late })]).value).toBe(0);
  });

  it('takes what was closed after the cut-off for open, though it was filed in time', () => {
    const filed = buildCase({ settledAt: day(2), closedAt: day(9) });
    expect(measure('onTimeRate', [filed]).value).toBe(0);
    expect(measure('closingRate', [filed]).value).toBe(0);
    expect(measure('onTimeRate', [filed], { from: WEEK.from, to: day(10) }).value).toBe(1);
  });

  it('names the lives behind each number', () => {
    const cases = [buildCase({ ...closedOn(2) }), buildCase({ life: 2, relapse: true })];
    expect(measure('onTimeRate', cases).cases).toMatchObject({ numerator: ['P-1'], denominator: ['P-1', 'P-1/2'] });
  });
});

describe('extension rate', () => {
  it('counts cases with an extension approved by the cut-off, each once', () => {
    const cases = [
      buildCase({ problem: 'P-1', extensionsAt: [day(1), day(2)] }),
      buildCase({ problem: 'P-2', extensionsAt: [day(9)] }),
      buildCase({ problem: 'P-3' }),
      buildCase({ problem: 'P-4' }),
    ];
    expect(measure('extensionRate', cases)).toMatchObject({ numerator: 1, denominator: 4, value: 0.25 });
  });
});

it('counts the same case by case as at once', () => {
  const cases = [...buildCases(5, closedOn(2)), ...buildCases(3)];
  const tally = createTally({ name: 'onTimeRate' }, WEEK);
  for (const item of cases) tally.add(item);
  expect(tally.result()).toEqual(measure('onTimeRate', cases));
});

it('rounds percentages half up', () => {
  expect(percentText(1, 3)).toBe('33.33%');
  expect(percentText(2, 3)).toBe('66.67%');
  expect(percentText(12345, 1_000_000, 3)).toBe('1.235%');
  expect(percentText(1, 32, 2)).toBe('3.13%');
});
