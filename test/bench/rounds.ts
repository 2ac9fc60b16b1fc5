/** One side of a comparison: prepares itself, then returns the work to be timed. */
export type Side = () => Promise<() => unknown>;

/** Medians over the rounds, in milliseconds of processor time. */
export interface Compared {
  readonly ours: number;
  readonly bare: number;
  /** The median of each round's bare ÷ ours: both sides of a round had the same neighbours in the processor's caches. */
  readonly ratio: number;
}

/** Processor time of this thread: a clock on the wall also counts whatever else the machine is busy with. */
async function time(side: Side): Promise<number> {
  const work = await side();
  const begin = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(begin);
  return (user + system) / 1000;
}

/** The middle one, or the mean of the middle two. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/** Times both sides in turn, so that a busy stretch of the machine meets both. */
export async function compare(ours: Side, bare: Side, rounds: number): Promise<Compared> {
  const times: Array<{ ours: number; bare: number }> = [];
  for (let round = 0; round < rounds; round++) times.push({ ours: await time(ours), bare: await time(bare) });
  return {
    ours: median(times.map((one) => one.ours)),
    bare: median(times.map((one) => one.bare)),
    ratio: median(times.map((one) => one.bare / one.ours)),
  };
}
