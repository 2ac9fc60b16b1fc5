import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CheckpointResult,
  indexStandard,
  StandardError,
} from '../../../../shared/domain/standard/index-standard.ts';
import { scoreStandard } from '../../../../shared/domain/standard/score-standard.ts';
import { buildStandard } from '../../../support/build-standard.ts';

const index = indexStandard(buildStandard());
const IDS = ['x1', 'x2', 'x3', 'x4', 'x5', 'x6'] as const;

const result = (checkpoint: string, mark: string, more: Partial<CheckpointResult> = {}): CheckpointResult => ({
  checkpoint,
  mark,
  unit: 'street-east',
  at: '2026-04-01T02:00:00.000Z',
  ...more,
});
const allBut = (others: readonly CheckpointResult[]): CheckpointResult[] => [
  ...IDS.filter((id) => !others.some(({ checkpoint }) => checkpoint === id)).map((id) => result(id, 'pass')),
  ...others,
];

describe('indexStandard', () => {
  it('gives the way down to each checkpoint', () => {
    expect(index.checkpoints.size).toBe(6);
    expect(index.checkpoints.get('x4')).toMatchObject({
      path: ['streets', 'cleaning', 'markets', 'x4'],
      checkpoint: { points: 0.3 },
    });
  });
});

describe('scoreStandard', () => {
  it('is met with every checkpoint passed', () => {
    expect(scoreStandard(index, allBut([]))).toEqual({
      earned: 100,
      checked: 100,
      total: 100,
      scorePercent: 100,
      verdict: 'met',
      withheld: [],
      vetoes: [],
      byDomain: [
        { domain: 'streets', name: '市容环境', earned: 60, checked: 60, total: 60, scorePercent: 100 },
        { domain: 'food', name: '食品安全', earned: 40, checked: 40, total: 40, scorePercent: 100 },
      ],
    });
  });

  it('scores what was checked, and counts the rest as not earned for the verdict', () => {
    const score = scoreStandard(index, [result('x1', 'pass'), result('x2', 'partly')]);
    expect(score).toMatchObject({ earned: 25, checked: 30, scorePercent: (25 / 30) * 100, verdict: 'notMet' });
    expect(score.byDomain[1]).toMatchObject({ earned: 0, checked: 0, scorePercent: null });
  });

  it('has no score without results', () => {
    expect(scoreStandard(index, [])).toMatchObject({ earned: 0, checked: 0, scorePercent: null, verdict: 'notMet' });
  });

  it.each([
    [90, 'met'],
    [89.999, 'basicallyMet'],
    [75, 'basicallyMet'],
    [74.999, 'notMet'],
  ])('is judged by its points: %s of 100 is %s', (earned, verdict) => {
    const share = (earned - 70) / 30;
    const results = allBut([{ ...result('x5', ''), mark: undefined, points: share * 30 }]);
    expect(scoreStandard(index, results)).toMatchObject({ earned, verdict });
  });

  it('reaches a threshold that binary sums miss by a hair', () => {
    const thin = indexStandard(buildStandard({ verdicts: [{ verdict: 'met', atLeast: 0.3 }] }));
    const tenth = (checkpoint: string, points: number) => ({ ...result(checkpoint, ''), mark: undefined, points });
    expect(scoreStandard(thin, [tenth('x1', 0.1), tenth('x2', 0.2)])).toMatchObject({ earned: 0.3, verdict: 'met' });
  });

  it('withholds a verdict for a mark that must not occur, and says which', () => {
    expect(scoreStandard(index, allBut([result('x4', 'fail')]))).toMatchObject({
      earned: 99.7,
      verdict: 'basicallyMet',
      withheld: [{ verdict: 'met', marks: ['fail'] }],
    });
  });

  it('is not met with a failed veto checkpoint, whatever the points', () => {
    const score = scoreStandard(index, allBut([result('x6', 'fail'), result('x6', 'pass', { unit: 'street-west' })]));
    expect(score).toMatchObject({
      earned: 95,
      verdict: 'notMet',
      vetoes: [{ checkpoint: 'x6', name: '考核点x6', units: ['street-east'] }],
    });
  });

  it('does not fail a veto checkpoint that was met in part', () => {
    expect(scoreStandard(index, allBut([result('x6', 'partly')]))).toMatchObject({ vetoes: [], verdict: 'met' });
  });

  it('has no verdict where the standard sets none, unless a veto failed', () => {
    const open = indexStandard(buildStandard({ verdicts: [] }));
    expect(scoreStandard(open, allBut([])).verdict).toBeNull();
    expect(scoreStandard(open, [result('x6', 'fail')]).verdict).toBe('notMet');
  });

  it('counts the latest result of a unit, so that a rectified checkpoint earns its points', () => {
    const earlier = result('x1', 'fail', { at: '2026-03-01T02:00:00.000Z' });
    expect(scoreStandard(index, [result('x1', 'pass'), earlier])).toMatchObject({ earned: 20, checked: 20 });
  });

  it('lets the worse of two results of one moment stand', () => {
    const twice = [result('x1', 'partly'), result('x1', 'fail'), result('x1', 'pass')];
    expect(scoreStandard(index, twice)).toMatchObject({ earned: 0, checked: 20 });
  });

  it('averages the units looked at', () => {
    const units = ['a', 'b', 'c', 'd'].map((unit, n) => result('x1', n === 0 ? 'fail' : 'pass', { unit }));
    expect(scoreStandard(index, units)).toMatchObject({ earned: 15, checked: 20, scorePercent: 75 });
  });

  it('does not depend on the order of the results', () => {
    const any = fc.record({
      checkpoint: fc.constantFrom(...IDS),
      mark: fc.constantFrom('pass', 'partly', 'fail'),
      unit: fc.constantFrom('a', 'b', 'c'),
      at: fc.constantFrom('2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'),
    });
    fc.assert(
      fc.property(fc.array(any), fc.infiniteStream(fc.nat()), (results, keys) => {
        const shuffled = results.map((item) => ({ item, key: keys.next().value })).sort((a, b) => a.key - b.key);
        const [score, other] = [
          scoreStandard(index, results),
          scoreStandard(
            index,
            shuffled.map(({ item }) => item),
          ),
        ];
        expect(other).toEqual(score);
        expect(score.earned).toBeLessThanOrEqual(score.checked);
        expect(score.checked).toBeLessThanOrEqual(100);
      }),
    );
  });

  it.each([
    ['unknownCheckpoint', result('x7', 'pass'), '“卫生县城考核标准”里没有考核点“x7”，是否指“x1”？'],
    ['unknownCheckpoint', result('carpark', 'pass'), '没有考核点“carpark”，请核对编号'],
    ['unknownMark', result('x1', 'patrly'), '没有“patrly”这个等次，是否指“partly”？'],
    ['unknownMark', result('x1', 'toString'), '可用：pass、partly、fail'],
    ['pointsOutOfRange', result('x1', 'pass', { points: 21 }), '考核点“x1”得 21 分超出范围，应为 0 至 20'],
    ['pointsOutOfRange', result('x1', 'pass', { points: Number.NaN }), '得 NaN 分超出范围'],
    ['nothingGiven', { ...result('x1', ''), mark: undefined }, '既没有等次也没有分数'],
  ])('refuses a result by name: %s', (reason, bad, message) => {
    const error = errorOf(() => scoreStandard(index, [bad]));
    expect(error).toMatchObject({ reason, text: { zh: expect.stringContaining(message) } });
  });
});

function errorOf(run: () => unknown): StandardError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof StandardError) return error;
    throw error;
  }
  return undefined;
}
