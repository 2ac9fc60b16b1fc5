/** One side of a comparison: prepares itself, then returns the work to be timed. */
export type Side = () => Promise<() => unknown>;

/** The least of the rounds, in milliseconds of processor time: what disturbs a round only ever adds to it. */
export interface Compared {
  readonly ours: number;
  readonly bare: number;
  /** Bare ÷ ours. */
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

/** Times both sides in turn, so that a busy stretch of the machine meets both. */
export async function compare(ours: Side, bare: Side, rounds: number): Promise<Compared> {
  const times: Array<{ ours: number; bare: number }> = [];
  for (let round = 0; round < rounds; round++) times.push({ ours: await time(ours), bare: await time(bare) });
  const least = { ours: Math.min(...times.map((one) => one.ours)), bare: Math.min(...times.map((one) => one.bare)) };
  return { ...least, ratio: least.bare / least.ours };
}
