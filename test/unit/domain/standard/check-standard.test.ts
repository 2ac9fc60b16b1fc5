import { describe, expect, it } from 'vitest';
import { checkStandard } from '../../../../shared/domain/standard/check-standard.ts';
import { buildStandard, buildStandardInput } from '../../../support/build-standard.ts';
import { problemsAfter } from '../../../support/campaign-problems.ts';

const input = buildStandardInput();
const [streets, food] = input.domains;

describe('checkStandard', () => {
  it('accepts points that add up in decimals but not in binary', () => {
    const level = { id: 'all', name: '全部', points: 0.3 };
    const checkpoints = [
      { id: 'x1', name: '一', points: 0.1 },
      { id: 'x2', name: '二', points: 0.2 },
    ];
    const domains = [{ ...level, items: [{ ...level, subItems: [{ ...level, checkpoints }] }] }];
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(checkStandard(buildStandard({ points: 0.3, verdicts: [], domains }))).toEqual([]);
  });

  it('names the node whose points do not add up, its points and the sum of its children', () => {
    const domains = [{ ...(streets as typeof food), points: 65 }, food] as typeof input.domains;
    expect(checkStandard(buildStandard({ domains }))).toEqual([
      {
        path: ['points'],
        zh: '“卫生县城考核标准”共 100 分，下一级合计 105 分，相差 -5 分',
        en: '"卫生县城考核标准" has 100 points, but the level below adds up to 105, a difference of -5',
      },
      {
        path: ['domains', 0, 'points'],
        zh: '“市容环境”共 65 分，下一级合计 60 分，相差 5 分',
        en: '"市容环境" has 65 points, but the level below adds up to 60, a difference of 5',
      },
    ]);
  });

  it('finds a wrong sum at every level', () => {
    const wrong = structuredClone(input);
    const subItem = wrong.domains[1]?.items[0]?.subItems[0];
    if (subItem) subItem.points = 39.99999;
    expect(checkStandard(buildStandard(wrong)).map(({ path }) => path.join('.'))).toEqual([
      'domains.1.items.0.points',
      'domains.1.items.0.subItems.0.points',
    ]);
  });

  it('refuses one checkpoint id in two places, and one sub-item id among siblings only', () => {
    const wrong = structuredClone(input);
    const [roads, markets] = wrong.domains[0]?.items[0]?.subItems ?? [];
    if (roads && markets) Object.assign(markets, { id: roads.id });
    const last = wrong.domains[1]?.items[0]?.subItems[0];
    if (last) Object.assign(last, { id: 'roads' });
    if (last?.checkpoints[0]) last.checkpoints[0].id = 'x1';
    expect(checkStandard(buildStandard(wrong))).toMatchObject([
      { path: ['domains', 0, 'items', 0, 'subItems', 1, 'id'], zh: expect.stringContaining('“roads”') },
      {
        path: ['domains', 1, 'items', 0, 'subItems', 0, 'checkpoints', 0, 'id'],
        zh: '编号“x1”与 standard.domains[0].items[0].subItems[0].checkpoints[0] 重复',
      },
    ]);
  });

  it('refuses a verdict that is out of reach, given twice, or bound to an unknown mark', () => {
    const verdicts = [
      { verdict: 'met' as const, atLeast: 900, without: ['fial'] },
      { verdict: 'met' as const, atLeast: 90 },
    ];
    expect(checkStandard(buildStandard({ verdicts })).map(({ path, zh }) => `${path.join('.')}: ${zh}`)).toEqual([
      'verdicts.0.without.0: 没有“fial”这个等次，是否想写“fail”？',
      'verdicts.0.atLeast: 要 900 分，而满分只有 100 分',
      'verdicts.1.verdict: met 写了两次，请留一条',
    ]);
  });

  it('is part of reading a campaign, units that lead a checkpoint included', () => {
    expect(problemsAfter({ standard: input })).toEqual([]);
    const text = JSON.stringify({ ...input, points: 95 }).replace('market-regulation', 'market');
    expect(problemsAfter({ standard: JSON.parse(text) }).map(({ path }) => path)).toEqual([
      'standard.domains[1].items[0].subItems[0].checkpoints[1].lead',
      'standard.points',
    ]);
  });
});
