import type { Serving } from './serving.ts';

/** Waits for Ctrl+C or a stop from outside, and then until everything under way is done. */
export async function untilStopped(serving: Serving): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => serving.close());
  await serving.ended;
}
