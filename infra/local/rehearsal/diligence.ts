import { createRandom } from '../../../shared/adapters/seeded-random.ts';
import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';

/** So many in a league lag behind all the time, so that the last three of a month are the last three again (S0). */
const LAGGARDS = 3;
/** In a small league fewer, or it would consist of laggards. */
const SHARE_OF_LAGGARDS = 0.375;

/**
 * How well each unit does, 0 to 1: a few in each league badly, the others rather well. Depends on the seed and the unit
 * alone, so a unit is the same in every campaign that runs beside (S1).
 */
export function diligences(campaign: Campaign, seed: number): ReadonlyMap<string, number> {
  const drawn = campaign.units.map(({ id, league }) => ({
    id,
    league,
    draw: createRandom(`${seed}:unit:${id}`).next(),
  }));
  return new Map(
    drawn.map(({ id, league, draw }) => {
      const rivals = drawn.filter((other) => other.league === league);
      const worse = rivals.filter((other) => other.draw < draw || (other.draw === draw && other.id < id));
      const lags = worse.length < Math.min(LAGGARDS, Math.floor(rivals.length * SHARE_OF_LAGGARDS));
      return [id, lags ? draw * 0.12 : 0.6 + draw * 0.4];
    }),
  );
}
