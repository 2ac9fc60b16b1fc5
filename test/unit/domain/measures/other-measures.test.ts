import { describe, expect, it } from 'vitest';
import type { MeasureSpec } from '../../../../shared/domain/campaign/measure-schema.ts';
import { escalationsByRung } from '../../../../shared/domain/measures/escalations-by-rung.ts';
import { valueText } from '../../../../shared/domain/measures/format.ts';
import type { MeasureFacts } from '../../../../shared/domain/measures/measure.ts';
import { computeMeasure, MEASURE_TABLE, measureKey } from '../../../../shared/domain/measures/measures.ts';
import { buildCase, closedOn, day, WEEK } from '../../../support/build-case.ts';

const compute = (spec: MeasureSpec, facts: MeasureFacts) => computeMeasure(spec, WEEK, facts);

describe('rework rate', () => {
  it('counts filings: two failed and one passed are 2 of 3, the case named once', () => {
    const result = compute(
      { name: 'reworkRate' },
      { cases: [buildCase({ reworksAt: [day(2), day(3)], ...closedOn(4) })] },
    );
    expect(result).toMatchObject({ numerator: 2, denominator: 3, cases: { numerator: ['P-1'], denominator: ['P-1'] } });
    expect(valueText(result)).toBe('66.67%');
  });

  it('leaves out verifications of other weeks', () => {
    const cases = [buildCase({ reworksAt: ['2026-02-20T00:00:00.000Z', day(9)], ...closedOn(10) })];
    expect(compute({ name: 'reworkRate' }, { cases }).value).toBeNull();
  });
});

describe('relapse rate', () => {
  it('sets relapses begun beside cases closed', () => {
    const cases = [
      buildCase({ problem: 'P-1', ...closedOn(2) }),
      buildCase({ problem: 'P-2', ...closedOn(2) }),
      buildCase({ problem: 'P-1', life: 2, relapse: true, dispatchedAt: day(5) }),
    ];
    expect(compute({ name: 'relapseRate' }, { cases })).toMatchObject({
      value: 0.5,
      cases: { numerator: ['P-1/2'], denominator: ['P-1', 'P-2'] },
    });
  });
});

describe('average hours to close', () => {
  it('divides the calendar hours from dispatch to settling by the cases closed', () => {
    const cases = [
      buildCase({ problem: 'P-1', settledAt: day(2), closedAt: day(4) }),
      buildCase({ problem: 'P-2', ...closedOn(4) }),
      buildCase({ problem: 'P-3' }),
    ];
    const result = compute({ name: 'averageHoursToClose' }, { cases });
    expect(result).toMatchObject({ numerator: 96, denominator: 2, value: 48 });
    expect(valueText(result)).toBe('48.0');
  });

  it('leaves out a case that was closed before it came in, whose time is not known', () => {
    const cases = [buildCase({ dispatchedAt: day(3), ...closedOn(2) })];
    expect(compute({ name: 'averageHoursToClose' }, { cases })).toMatchObject({ denominator: 0, value: null });
  });
});

describe('overdue now', () => {
  it('counts open cases past their deadline at the cut-off, parked ones apart', () => {
    const cases = [
      buildCase({ problem: 'overdue' }),
      buildCase({ problem: 'running', dueAt: day(9) }),
      buildCase({ problem: 'undated', dueAt: null }),
      buildCase({ problem: 'closed later', ...closedOn(9) }),
      buildCase({ problem: 'closed', ...closedOn(5) }),
      buildCase({ problem: 'parked', parked: true }),
    ];
    expect(compute({ name: 'overdueNow' }, { cases })).toMatchObject({
      value: 2,
      denominator: 4,
      excluded: 1,
      cases: { numerator: ['overdue', 'closed later'] },
    });
  });

  it('is 0, not unknown, when nothing is open', () => {
    expect(compute({ name: 'overdueNow' }, { cases: [] }).value).toBe(0);
  });
});

describe('inspections', () => {
  const inspection = (id: string, unit: string, at: string, earned: number, checked: number) => ({
    id,
    unit,
    at,
    earned,
    checked,
    vetoes: [],
  });
  const inspections = [
    inspection('I-1', 'a', day(1), 0.1, 0.5),
    inspection('I-2', 'a', day(2), 0.2, 0.5),
    inspection('I-3', 'b', day(9), 5, 5),
  ];

  it('scores points earned of points checked, exact in decimals', () => {
    const result = compute({ name: 'inspectionScore' }, { inspections });
    expect(result).toMatchObject({ numerator: 0.3, denominator: 1, value: 30, cases: { denominator: ['I-1', 'I-2'] } });
    expect(valueText(result)).toBe('30.00');
  });

  it('covers each unit once, and only units that were due', () => {
    const strangers = [...inspections, inspection('I-4', 'stranger', day(3), 1, 1)];
    const result = compute({ name: 'coverage' }, { inspections: strangers, units: ['a', 'b', 'c'] });
    expect(result).toMatchObject({
      numerator: 1,
      denominator: 3,
      cases: { numerator: ['a'], denominator: ['a', 'b', 'c'] },
    });
  });
});

describe('task completion', () => {
  it('counts early and punctual, neither late nor undone, nor what is due later', () => {
    const tasks = [
      { task: 'letter', unit: 'a', dueAt: day(2), doneAt: '2026-01-01T00:00:00.000Z' },
      { task: 'letter', unit: 'b', dueAt: day(2), doneAt: day(2) },
      { task: 'letter', unit: 'c', dueAt: day(2), doneAt: day(3) },
      { task: 'letter', unit: 'd', dueAt: day(2) },
      { task: 'report', unit: 'a', dueAt: day(9) },
    ];
    expect(compute({ name: 'taskCompletion' }, { tasks })).toMatchObject({
      numerator: 2,
      denominator: 4,
      cases: { numerator: ['letter@a', 'letter@b'] },
    });
  });
});

describe('method rate', () => {
  const cases = [
    buildCase({ problem: 'P-1', method: 'self', ...closedOn(2) }),
    buildCase({ problem: 'P-2', method: 'assisted', ...closedOn(2) }),
    buildCase({ problem: 'P-3', method: 'forced', ...closedOn(2) }),
    buildCase({ problem: 'P-4', method: 'self' }),
    buildCase({ problem: 'P-5', ...closedOn(3) }),
  ];
  const pooled = [{ problem: 'P-6', category: 'litter', recordedAt: day(4) }];

  it('takes the share of those closed by default', () => {
    const spec: MeasureSpec = { name: 'methodRate', methods: ['self', 'assisted'] };
    expect(compute(spec, { cases, pooled })).toMatchObject({ numerator: 2, denominator: 4 });
  });

  it('takes the share of all recorded, the pool included', () => {
    const spec: MeasureSpec = { name: 'methodRate', methods: ['self', 'assisted'], of: 'recorded' };
    expect(compute(spec, { cases, pooled })).toMatchObject({ numerator: 2, denominator: 6 });
  });

  it('narrows cases and pool to the categories asked for', () => {
    const spec: MeasureSpec = { name: 'methodRate', of: 'recorded', categories: ['shed'] };
    const shed = buildCase({ problem: 'S-1', category: 'shed', method: 'self', ...closedOn(2) });
    expect(compute(spec, { cases: [...cases, shed], pooled })).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('counts a relapse in the window it began in', () => {
    const spec: MeasureSpec = { name: 'methodRate', of: 'recorded' };
    const relapse = buildCase({ life: 2, relapse: true, recordedAt: '2026-01-05T00:00:00.000Z', dispatchedAt: day(2) });
    expect(compute(spec, { cases: [relapse] }).cases.denominator).toEqual(['P-1/2']);
  });
});

it('counts each rung decided in the window, repeats included', () => {
  const escalations = [
    { step: 'remind', rung: 'remind', at: day(2) },
    { step: 'supervise', rung: 'supervise', at: day(4) },
    { step: 'supervise.2', rung: 'supervise', at: day(5) },
    { step: 'refer', rung: 'refer', at: day(9) },
  ] as const;
  const counts = escalationsByRung([buildCase({ escalations })], WEEK);
  expect(counts.supervise).toEqual({ count: 2, cases: ['P-1', 'P-1'] });
  expect([counts.remind.count, counts.refer.count]).toEqual([1, 0]);
});

it('prints formula and window beside every measure, in both languages', () => {
  for (const name of Object.keys(MEASURE_TABLE) as MeasureSpec['name'][]) {
    const result = compute({ name }, {});
    expect(result.formula).toMatch(/\p{Script=Han}/u);
    expect(result.formulaEn).toMatch(/^[a-z(]/);
    expect(result.window).toEqual(WEEK);
  }
});

it('tells two measures of one kind apart', () => {
  expect(measureKey({ name: 'onTimeRate' })).toBe('onTimeRate');
  expect(measureKey({ name: 'onTimeRate', categories: ['litter', 'stalls'] })).toBe('onTimeRate(litter+stalls)');
  expect(measureKey({ name: 'methodRate', methods: ['self'], of: 'closed' })).toBe('methodRate(self;closed)');
});
