import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkStandard } from '../../../../shared/domain/standard/check-standard.ts';
import { type Standard, standardSchema } from '../../../../shared/domain/standard/standard-schema.ts';

const FOLDER = new URL('../../../../shared/domain/presets/standards/', import.meta.url);
const load = (name: string): Standard => standardSchema.parse(parse(readFileSync(new URL(name, FOLDER), 'utf8')));

function shape({ domains }: Standard): { domains: number; items: number; subItems: number; checkpoints: number } {
  const items = domains.flatMap((domain) => domain.items);
  const subItems = items.flatMap((item) => item.subItems);
  const checkpoints = subItems.flatMap((subItem) => subItem.checkpoints);
  return {
    domains: domains.length,
    items: items.length,
    subItems: subItems.length,
    checkpoints: checkpoints.length,
  };
}

const checkpointsOf = ({ domains }: Standard) =>
  domains.flatMap(({ items }) => items.flatMap(({ subItems }) => subItems.flatMap(({ checkpoints }) => checkpoints)));

describe.each(['hygiene-1000.yaml', 'civilised-105.yaml', 'environment-17.yaml', 'appraisal-100.yaml'])(
  'the standard %s',
  (name) => {
    const standard = load(name);
    it('adds up at every level, without a rounding error', () => {
      expect(checkStandard(standard)).toEqual([]);
      expect(checkpointsOf(standard).reduce((sum, { points }) => sum + points, 0)).toBe(standard.points);
    });

    it('says that its points are illustrative', () => {
      expect(standard.source).toContain('illustrative');
    });

    it('asks nothing twice within a sub-item and names a lead for every checkpoint', () => {
      const subItems = standard.domains.flatMap(({ items }) => items.flatMap(({ subItems }) => subItems));
      const repeating = subItems.filter(
        ({ checkpoints }) => new Set(checkpoints.map(({ name }) => name)).size < checkpoints.length,
      );
      expect(repeating).toEqual([]);
      expect(checkpointsOf(standard).filter(({ lead }) => !lead)).toEqual([]);
    });
  },
);

describe('the three standards of S1', () => {
  it('has 1000 points in 10 domains, 53 items, 250 sub-items and 1000 checkpoints', () => {
    const standard = load('hygiene-1000.yaml');
    expect(shape(standard)).toEqual({ domains: 10, items: 53, subItems: 250, checkpoints: 1000 });
    expect(standard.points).toBe(1000);
    expect(standard.verdicts).toEqual([
      { verdict: 'met', atLeast: 900, without: [] },
      { verdict: 'basicallyMet', atLeast: 750, without: [] },
    ]);
    const vetoes = checkpointsOf(standard).filter(({ veto }) => veto).length;
    expect(vetoes).toBeGreaterThan(3);
    expect(vetoes).toBeLessThan(30);
  });

  it('has 105 items and more than 300 indicators, each graded A, B or C', () => {
    const standard = load('civilised-105.yaml');
    expect(shape(standard)).toMatchObject({ items: 105, checkpoints: 320 });
    expect(Object.keys(standard.marks)).toEqual(['A', 'B', 'C']);
  });

  it('has 17 indicators met, basically met or not met, and allows no miss', () => {
    const standard = load('environment-17.yaml');
    expect(shape(standard).checkpoints).toBe(17);
    expect(Object.keys(standard.marks)).toEqual(['达标', '基本达标', '不达标']);
    expect(standard.verdicts.map(({ without }) => without)).toEqual([['基本达标', '不达标'], ['不达标']]);
  });
});
