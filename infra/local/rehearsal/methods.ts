import { type Instant, toMs } from '../../../shared/domain/instant.ts';
import type { Fate } from './fate.ts';
import type { World } from './world.ts';

const FORCED = 'forced';

/**
 * From when on force may be used: the opening of the last step before the conclusion (S4: demonstration, then self- and
 * assisted removal, then forced removal). Undefined for whoever doesn't have to be forced.
 */
export function forcedFrom(fate: Fate, { context, methods }: World): Instant | undefined {
  if (!fate.holdout || !methods.includes(FORCED)) return undefined;
  const last = context.config.phases.flatMap(({ steps }) => steps).at(-1);
  return last && context.calendar.startOfDay(last.starts);
}

/** How something is put right at a moment; undefined in a campaign that counts no methods. */
export function methodOf(at: number, fate: Fate, world: World): string | undefined {
  const { methods } = world;
  const force = forcedFrom(fate, world);
  if (force !== undefined && at >= toMs(force)) return FORCED;
  const willing = methods.filter((method) => method !== FORCED);
  // The first named is the usual one.
  return willing[Math.floor(fate.methodRoll ** 2 * willing.length)];
}
