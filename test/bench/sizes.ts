/** How much each measurement takes on, and how often it is repeated. */
export interface Sizes {
  readonly inspections: number;
  readonly dueAtOnce: number;
  readonly records: number;
  readonly rankedProblems: number;
  readonly rankedUnits: number;
  readonly rounds: number;
  /** Of sweep and ranking, whose rounds last so long that the machine’s moods even out inside them. */
  readonly longRounds: number;
  /** The share of a floor that is asked for: a short run weighs the start heavily, and is meant to show a slump. */
  readonly share: number;
}

const FULL: Sizes = {
  inspections: 20_000,
  dueAtOnce: 100_000,
  records: 20_000,
  rankedProblems: 1_000_000,
  rankedUnits: 1_000,
  rounds: 3,
  longRounds: 2,
  share: 1,
};

const SHORT: Sizes = {
  inspections: 2_000,
  dueAtOnce: 10_000,
  records: 20_000,
  rankedProblems: 100_000,
  rankedUnits: 1_000,
  rounds: 3,
  longRounds: 3,
  share: 0.7,
};

/** `HUNDRED_DAYS_BENCH=short` for a look in passing, `full` (or nothing) for the numbers that are written down. */
export function readSizes(env: Readonly<Record<string, string | undefined>>): Sizes {
  const name = env.HUNDRED_DAYS_BENCH ?? 'full';
  if (name !== 'full' && name !== 'short') {
    throw new Error(`HUNDRED_DAYS_BENCH is "${name}"; set it to "short" or "full"`);
  }
  return name === 'full' ? FULL : SHORT;
}
