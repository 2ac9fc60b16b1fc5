import { GRID_MS, gridFrom } from './grid.ts';

/** Plans by the moment at which they are due. */
export interface PlanQueue<Plan> {
  /** Due at the first moment of the grid at or after `ms`. */
  add(ms: number, plan: Plan): void;
  /** The earliest moment at which something is due, in epoch milliseconds. */
  next(): number | undefined;
  /** Takes out what is due at or before `ms`, moment by moment. */
  take(ms: number): Plan[];
}

/** One bucket for each moment of the grid; a hundred days have few enough of them to walk along, so no heap is needed. */
export function createPlanQueue<Plan>(): PlanQueue<Plan> {
  const buckets = new Map<number, Plan[]>();
  // Never behind the first bucket.
  let cursor = 0;
  const first = (): number | undefined => {
    if (buckets.size === 0) return undefined;
    while (!buckets.has(cursor)) cursor += GRID_MS;
    return cursor;
  };
  return {
    add(ms, plan) {
      const at = gridFrom(ms);
      if (buckets.size === 0 || at < cursor) cursor = at;
      const bucket = buckets.get(at);
      if (bucket) bucket.push(plan);
      else buckets.set(at, [plan]);
    },
    next: first,
    take(ms) {
      const taken: Plan[] = [];
      for (let at = first(); at !== undefined && at <= ms; at = first()) {
        taken.push(...(buckets.get(at) ?? []));
        buckets.delete(at);
      }
      return taken;
    },
  };
}
