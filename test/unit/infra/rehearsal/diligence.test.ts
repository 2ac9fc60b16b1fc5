import { describe, expect, it } from 'vitest';
import { diligences } from '../../../../infra/local/rehearsal/diligence.ts';
import { buildCampaign, buildUnit } from '../../../support/build-campaign.ts';

const county = (id: string, size: number) =>
  buildCampaign({
    id,
    leagues: [{ id: 'streets', name: '街道' }],
    units: Array.from({ length: size }, (_, n) => buildUnit(n)),
    categories: [{ id: 'litter', name: '暴露垃圾' }],
    deadlines: [{ id: 'all', within: '3 workingDays' }],
  });

const laggards = (size: number, seed = 1) =>
  [...diligences(county('a', size), seed)].filter(([, value]) => value < 0.3);

describe('diligences', () => {
  it('lets three of a league lag behind, so that the last three of a month can be the last three again', () => {
    expect(laggards(8)).toHaveLength(3);
    expect(laggards(12)).toHaveLength(3);
  });

  it('lets fewer lag behind in a small league', () => {
    expect(laggards(6)).toHaveLength(2);
    expect(laggards(2)).toHaveLength(0);
  });

  it('makes a unit the same in every campaign of a seed', () => {
    expect(diligences(county('a', 9), 4)).toEqual(diligences(county('b', 9), 4));
  });

  it('picks other laggards under another seed', () => {
    const seeds = [1, 2, 3, 4].map((seed) =>
      laggards(12, seed)
        .map(([id]) => id)
        .join(),
    );
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });
});
