import { describe, expect, it } from 'vitest';
import { expectedShare, markOf, reached } from '../../../../infra/local/rehearsal/marks.ts';
import type { Checkpoint, Standard } from '../../../../shared/domain/standard/standard-schema.ts';
import { buildWorld } from './build-world.ts';

const POINTS = 400;
const checkpoints: Checkpoint[] = Array.from({ length: POINTS }, (_, index) => ({
  id: `1.1.1.${index + 1}`,
  name: `考核点${index + 1}`,
  points: 1,
  veto: false,
  cooperating: [],
}));

function standard(marks: Standard['marks']): Standard {
  const subItems = [{ id: '1.1.1', name: '小项', points: POINTS, checkpoints }];
  const items = [{ id: '1.1', name: '大项', points: POINTS, subItems }];
  const domains = [{ id: '1', name: '领域', points: POINTS, items }];
  return { id: 'test', name: '标准', source: 'test', points: POINTS, marks, verdicts: [], domains };
}

const THREE = { 符合: 1, 部分符合: 0.5, 不符合: 0 };
const CLOSE = { 达标: 1, 基本达标: 0.75, 不达标: 0 };
const world = (marks: Standard['marks'], strength = 0.5) =>
  buildWorld({ overrides: { standard: standard(marks) } }, { strength });

const shareEarned = (marks: Standard['marks'], share: number): number => {
  const here = world(marks);
  const earned = checkpoints.map((checkpoint) => marks[markOf(checkpoint, share, here) ?? ''] ?? 0);
  return earned.reduce((sum, value) => sum + value, 0) / POINTS;
};

describe('markOf', () => {
  it.each<Standard['marks']>([THREE, CLOSE, { A: 1, B: 0.7, C: 0 }, { pass: 1, fail: 0 }])(
    'comes to the share expected with %o',
    (marks) => {
      for (const share of [0.4, 0.5, 0.65, 0.8, 0.95])
        expect(Math.abs(shareEarned(marks, share) - share)).toBeLessThan(0.05);
    },
  );

  it('gives every checkpoint the best mark where everything is expected', () => {
    expect(shareEarned(CLOSE, 1)).toBe(1);
  });

  it('gives no checkpoint the worst mark where a county is at least basically met', () => {
    const here = world(CLOSE);
    expect(checkpoints.map((checkpoint) => markOf(checkpoint, 0.8, here))).not.toContain('不达标');
  });

  it('never takes the best mark away while the county gets better', () => {
    const here = world(THREE);
    for (const checkpoint of checkpoints) {
      const values = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map(
        (share) => THREE[markOf(checkpoint, share, here) as keyof typeof THREE],
      );
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }
  });

  it('marks nothing where the campaign has no standard', () => {
    const [checkpoint] = checkpoints;
    expect(checkpoint && markOf(checkpoint, 0.8, buildWorld())).toBeUndefined();
  });
});

describe('expectedShare', () => {
  it('rises from half the points to what the county reaches', () => {
    const here = world(THREE, 0.7);
    expect(expectedShare(0, here)).toBe(0.5);
    expect(expectedShare(0.3, here)).toBeGreaterThan(0.5);
    expect(expectedShare(1, here)).toBeCloseTo(reached(here), 10);
  });
});

describe('reached', () => {
  it('lies below, within and above the thresholds of S1 by the strength of the county', () => {
    expect(reached(world(THREE, 0.1))).toBeLessThan(0.75);
    expect(reached(world(THREE, 0.6))).toBeGreaterThan(0.75);
    expect(reached(world(THREE, 0.6))).toBeLessThan(0.9);
    expect(reached(world(THREE, 0.9))).toBeGreaterThan(0.9);
  });

  it('comes to all points only where the standard allows no lesser mark', () => {
    const strict = {
      ...standard(CLOSE),
      verdicts: [{ verdict: 'met' as const, atLeast: POINTS, without: ['基本达标'] }],
    };
    expect(reached(buildWorld({ overrides: { standard: strict } }, { strength: 0.9 }))).toBe(1);
    expect(reached(world(THREE, 1))).toBeLessThan(1);
  });
});
