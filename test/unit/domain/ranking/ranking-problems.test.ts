import { describe, expect, it } from 'vitest';
import type { MeasureSpec } from '../../../../shared/domain/campaign/measure-schema.ts';
import { rankingSchema } from '../../../../shared/domain/campaign/ranking-schema.ts';
import { measureSpecProblems, rankingProblems } from '../../../../shared/domain/ranking/ranking-problems.ts';

const problemsOf = (measure: MeasureSpec, minCases = 5) =>
  rankingProblems(rankingSchema.parse({ score: [{ measure, weight: 1 }], minCases }));

describe('rankingProblems', () => {
  it.each(['averageHoursToClose', 'overdueNow'] as const)('names %s as no part of a score', (name) => {
    expect(problemsOf({ name })).toEqual([
      { path: ['score', 0, 'measure', 'name'], message: expect.stringContaining(`${name} is no rate or score`) },
    ]);
  });

  it('names coverage in front of a guard that it can never pass', () => {
    expect(problemsOf({ name: 'coverage' })[0]?.message).toContain('put another measure first');
    expect(problemsOf({ name: 'coverage' }, 0)).toEqual([]);
  });

  it('finds nothing wrong with the default', () => {
    expect(rankingProblems(rankingSchema.parse({}))).toEqual([]);
  });
});

describe('measureSpecProblems', () => {
  it('names narrowings that would silently do nothing', () => {
    expect(measureSpecProblems({ name: 'taskCompletion', categories: ['litter'] })[0]?.path).toEqual(['categories']);
    expect(measureSpecProblems({ name: 'onTimeRate', methods: ['self'] })[0]?.path).toEqual(['methods']);
    expect(measureSpecProblems({ name: 'closingRate', of: 'closed' })[0]?.path).toEqual(['of']);
    expect(measureSpecProblems({ name: 'methodRate', methods: ['self'], of: 'closed', categories: ['shed'] })).toEqual(
      [],
    );
  });
});
