import type { Checkpoint } from '../../../shared/domain/standard/standard-schema.ts';
import type { World } from './world.ts';

/** Marks of a standard, the best first. */
export function marksOf({ context }: World): ReadonlyArray<readonly [mark: string, share: number]> {
  return Object.entries(context.config.standard?.marks ?? {}).toSorted(([, a], [, b]) => b - a);
}

/** A standard that is met by points alone is never met in full: some checkpoint is always only half done. */
const BY_POINTS = { from: 0.6, to: 0.99 };
/** One that allows no lesser mark (S1: 17 indicators) must be within reach of a strong county. */
const IN_FULL = { from: 0.6, to: 1.07 };

/** The share of its points that the county is going to reach: S1's three verdicts all lie within. */
export function reached({ strength, context }: World): number {
  const verdicts = context.config.standard?.verdicts ?? [];
  const inFull = verdicts.some(({ verdict, without }) => verdict === 'met' && without.length > 0);
  const { from, to } = inFull ? IN_FULL : BY_POINTS;
  return Math.min(1, from + strength * (to - from));
}

/** S1: the self-check gives about 500 of 1000. */
const AT_THE_START = 0.5;

/** When so much of the campaign has passed, what will be reached is reached. */
const RISE = 0.4;

/** The share of points that may be expected when the campaign has come so far, 0 to 1. */
export const expectedShare = (progress: number, world: World): number =>
  AT_THE_START + (reached(world) - AT_THE_START) * Math.min(1, progress / RISE) ** 0.7;

interface Shares {
  readonly best: number;
  readonly worst: number;
}

/** How many checkpoints get the best and the worst mark, so that with a middle mark worth `middle` they come to `share`. */
function sharesFor(share: number, middle: number): Shares {
  const worst = Math.max(0, 0.78 - share) * 0.8;
  const best = (share - (1 - worst) * middle) / (1 - middle);
  return best >= 0 ? { best, worst } : { best: 0, worst: 1 - share / middle };
}

/** A failed veto checkpoint overrides everything, so it fails but seldom. */
const VETO_FAILS = 0.06;

/**
 * The mark of a checkpoint where so many points may be expected. A checkpoint is as hard as its draw, on every visit,
 * so that one that was met stays met while the county gets better. Undefined in a campaign without marks.
 */
export function markOf(checkpoint: Checkpoint, share: number, world: World): string | undefined {
  const marks = marksOf(world);
  const [best, worst] = [marks[0]?.[0], marks.at(-1)?.[0]];
  const [middle, worth] = marks.length > 2 ? (marks[Math.floor(marks.length / 2)] ?? []) : [];
  const hard = world.draws('checkpoint', checkpoint.id).next();
  if (middle === undefined || worth === undefined) return hard < share ? best : worst;
  const shares = sharesFor(share, worth);
  if (checkpoint.veto) return hard > 1 - shares.worst * VETO_FAILS ? worst : best;
  if (hard < shares.best) return best;
  return hard >= 1 - shares.worst ? worst : middle;
}
