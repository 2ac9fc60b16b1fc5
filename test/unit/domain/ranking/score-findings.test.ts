import { describe, expect, it } from 'vitest';
import type { MeasureSpec } from '../../../../shared/domain/campaign/measure-schema.ts';
import { rankingSchema } from '../../../../shared/domain/campaign/ranking-schema.ts';
import { scoreFindings } from '../../../../shared/domain/ranking/score-findings.ts';

const findingsOf = (measure: MeasureSpec, minCases = 5) =>
  scoreFindings(rankingSchema.parse({ score: [{ measure, weight: 1 }], minCases }));

describe('scoreFindings', () => {
  it.each(['averageHoursToClose', 'overdueNow'] as const)('names %s as no part of a score', (name) => {
    expect(findingsOf({ name })).toEqual([
      {
        path: ['ranking', 'score', 0, 'measure', 'name'],
        zh: expect.stringContaining('没有百分制'),
        en: expect.stringContaining(`${name} has no scale of 100 points`),
      },
    ]);
  });

  it('names coverage in front of a guard that it can never pass', () => {
    expect(findingsOf({ name: 'coverage' })[0]?.en).toContain('put another measure first');
    expect(findingsOf({ name: 'coverage' }, 1)).toEqual([]);
  });

  it('names categories of a measure that counts no problems', () => {
    expect(findingsOf({ name: 'taskCompletion', categories: ['litter'] })[0]?.path.at(-1)).toBe('categories');
  });

  it('finds nothing wrong with the default', () => {
    expect(scoreFindings(rankingSchema.parse({}))).toEqual([]);
  });
});
