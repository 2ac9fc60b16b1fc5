/** One side of a comparison: prepares itself, then returns the work to be timed. */
export type Side = () => Promise<() => unknown>;

/** Medians over the rounds, in milliseconds. */
export interface Compared {
  readonly ours: number;
  readonly bare: number;
  /** The median of each round's bare ÷ ours: both sides of a round had the same neighbours on the machine. */
  readonly ratio: number;
}

async function time(side: Side): Promise<number> {
  const work = await side();
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

/** Times both sides in turn, so that a busy moment of the machine meets both. */
export async function compare(ours: Side, bare: Side, rounds: number): Promise<Compared> {
  const times: Array<{ ours: number; bare: number }> = [];
  for (let round = 0; round < rounds; round++) times.push({ ours: await time(ours), bare: await time(bare) });
  return {
    ours: median(times.map((one) => one.ours)),
    bare: median(times.map((one) => one.bare)),
    ratio: median(times.map((one) => one.bare / one.ours)),
  };
}
