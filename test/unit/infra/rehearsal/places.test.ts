import { describe, expect, it } from 'vitest';
import { belongsTo, hotSpotsOf, ownerOf, placeOf } from '../../../../infra/local/rehearsal/places.ts';
import { buildUnit } from '../../../support/build-campaign.ts';
import { buildWorld } from './build-world.ts';

const world = buildWorld();
const rolls = [0, 0.2, 0.5, 0.8, 0.999].flatMap((a) => [0, 0.5, 0.999].map((b) => [a, b] as const));

describe('placeOf', () => {
  it.each(world.context.config.units)(
    'writes $name into its addresses, so that a clerk knows whose they are',
    (unit) => {
      for (const roll of rolls) expect(ownerOf(placeOf(unit, 3, roll, world), world)).toBe(unit.id);
    },
  );

  it('has more places where more is inspected', () => {
    const [unit] = world.context.config.units;
    const places = (pace: number) => {
      const here = buildWorld({ pace });
      return new Set(Array.from({ length: 500 }, (_, n) => unit && placeOf(unit, 3, [0, n / 500], here))).size;
    };
    expect(places(6000)).toBeGreaterThan(2 * places(300));
  });
});

describe('hotSpotsOf', () => {
  it('gives a unit the same few spots whenever it is asked', () => {
    const [unit] = world.context.config.units;
    const spots = unit && hotSpotsOf(unit, ['litter', 'stalls'], world);
    expect(spots).toHaveLength(5);
    expect(unit && hotSpotsOf(unit, ['litter', 'stalls'], world)).toEqual(spots);
  });
});

describe('belongsTo', () => {
  it('tells the unit of an address from the others', () => {
    expect(belongsTo('城东街道朝阳路12号', 'street-east', world)).toBe(true);
    expect(belongsTo('城东街道朝阳路12号', 'street-west', world)).toBe(false);
    expect(belongsTo('朝阳路12号（城市管理局管养）', 'urban-management', world)).toBe(true);
  });

  it('takes the longer name where one begins with the other', () => {
    const units = [buildUnit(1, { id: 'short', name: '城东' }), buildUnit(2, { id: 'long', name: '城东新区' })];
    const here = buildWorld({
      overrides: {
        units,
        categories: [{ id: 'litter', name: '暴露垃圾' }],
        leagues: [{ id: 'streets', name: '街道' }],
        deadlines: [{ id: 'all', within: '3 workingDays' }],
      },
    });
    expect(ownerOf('城东新区朝阳路12号', here)).toBe('long');
  });

  it('lets an address that names nobody be anyone’s', () => {
    expect(belongsTo('某处', 'street-west', world)).toBe(true);
    expect(ownerOf('某处', world)).toBeUndefined();
  });
});
