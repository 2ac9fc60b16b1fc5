import type { RungName } from '../../../shared/domain/campaign/vocabulary.ts';
import { currentLife, type Life, type ProblemState } from '../../../shared/domain/problem/problem-state.ts';
import { weighted } from './weighted.ts';
import { diligenceOf, type World } from './world.ts';

/** What is in store for one life of a problem, whoever asks and however often. Rolls go from 0 to 1. */
export interface Fate {
  readonly acknowledges: boolean;
  readonly acknowledgeRoll: number;
  /** Asks for more time, as it will not be ready. */
  readonly extends: boolean;
  readonly extendRoll: number;
  readonly granted: boolean;
  readonly parks: boolean;
  readonly parkRoll: number;
  readonly voids: boolean;
  readonly voidRoll: number;
  readonly merges: boolean;
  readonly appeals: boolean;
  readonly appealRoll: number;
  readonly upheld: boolean;
  /** Will not be put right before it is done by force (S4). */
  readonly holdout: boolean;
  readonly methodRoll: number;
  readonly officeRoll: number;
}

const LIFE_CHANCES = {
  acknowledge: 0.45,
  extend: 0.07,
  grant: 0.7,
  park: 0.012,
  void: 0.005,
  merge: 0.6,
  appeal: 0.12,
  uphold: 0.35,
} as const;

/** Several steps of one state ask for the same fate. */
const known = new WeakMap<ProblemState, Fate>();

/** The fate of the current life. */
export function fateOf(state: ProblemState, world: World): Fate {
  const found = known.get(state);
  if (found) return found;
  const fate = drawFate(state, world);
  known.set(state, fate);
  return fate;
}

function drawFate(state: ProblemState, world: World): Fate {
  const random = world.draws('life', state.id, state.lives.length);
  const unit = state.lives.at(-1)?.unit ?? '';
  return {
    acknowledges: random.chance(LIFE_CHANCES.acknowledge + 0.5 * diligenceOf(world, unit)),
    acknowledgeRoll: random.next(),
    extends: random.chance(LIFE_CHANCES.extend),
    extendRoll: random.next(),
    granted: random.chance(LIFE_CHANCES.grant),
    parks: random.chance(LIFE_CHANCES.park),
    parkRoll: random.next(),
    voids: random.chance(LIFE_CHANCES.void),
    voidRoll: random.next(),
    merges: random.chance(LIFE_CHANCES.merge),
    appeals: random.chance(LIFE_CHANCES.appeal),
    appealRoll: random.next(),
    upheld: random.chance(LIFE_CHANCES.uphold),
    holdout: random.chance(0.02 + 0.3 * (1 - world.strength) ** 1.5),
    methodRoll: random.next(),
    officeRoll: random.next(),
  };
}

/** What is in store for one attempt at rectifying: the first, or one after a failed verification. */
export interface Attempt {
  readonly inTime: boolean;
  /** How much of the time a unit takes that is in time. */
  readonly share: number;
  /** The rung that makes a late unit move; undefined where none does. */
  readonly movedBy: RungName | undefined;
  readonly delay: number;
  readonly passes: boolean;
  readonly verifyRoll: number;
}

type RungWeights = ReadonlyArray<readonly [RungName | undefined, number]>;
const USUAL: RungWeights = [
  ['urge', 54],
  ['supervise', 26],
  ['criticise', 12],
  ['summon', 5],
  ['refer', 2],
  [undefined, 1],
];
const LAGGARD: RungWeights = [
  ['urge', 24],
  ['supervise', 30],
  ['criticise', 22],
  ['summon', 12],
  ['refer', 7],
  [undefined, 5],
];
const LAGS_BELOW = 0.3;
/** By then even a poor job has been done over. */
const ENOUGH_REWORK = 3;

/** The present attempt of the current life. */
export function attemptOf(state: ProblemState, world: World): Attempt {
  const life = currentLife(state);
  const random = world.draws('attempt', state.id, state.lives.length, life.reworksAt.length);
  const diligence = diligenceOf(world, life.unit);
  return {
    inTime: random.chance(chanceInTime(diligence, world)),
    share: 0.1 + random.next() * (1.1 - 0.35 * diligence - 0.35 * world.strength),
    movedBy: weighted(diligence < LAGS_BELOW ? LAGGARD : USUAL, random.next()),
    delay: random.next(),
    passes: random.chance(0.84 + 0.14 * diligence) || isDoneOver(life),
    verifyRoll: random.next(),
  };
}

const chanceInTime = (diligence: number, { strength }: World): number =>
  Math.min(0.99, 0.47 + 0.47 * diligence + 0.16 * (strength - 0.4));

const isDoneOver = ({ reworksAt }: Life): boolean => reworksAt.length >= ENOUGH_REWORK;
