import { HOUR_MS, type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';
import type { Schedule } from '../../../shared/domain/problem/problem-events.ts';
import { GRID_MS, gridFrom, gridUpTo } from './grid.ts';
import type { World } from './world.ts';

/** So many working hours after a moment, in epoch milliseconds on the grid. */
export const hoursLater = (from: Instant, hours: number, { context }: World): number =>
  gridFrom(toMs(context.calendar.addWorking(from, { amount: hours, unit: 'workingHours' })));

/**
 * The moment at which a share of the time between two moments has passed, never past the second: in working time where
 * there is any and the deadline counts in it, else by the clock, since emergencies don't wait for the morning.
 */
export function shareOfWay(from: Instant, to: Instant, share: number, unit: Schedule['unit'], world: World): number {
  const { calendar } = world.context;
  const working = unit === 'emergencyHours' ? 0 : calendar.workingMsBetween(from, to);
  const at =
    working > 0
      ? toMs(calendar.addWorking(from, { amount: (working * share) / HOUR_MS, unit: 'workingHours' }))
      : toMs(from) + (toMs(to) - toMs(from)) * share;
  return Math.max(gridUpTo(at), gridFrom(toMs(from) + GRID_MS / 2));
}

/** So many working days after a moment, at the close of that day. */
export const daysLater = (from: Instant, days: number, { context }: World): Instant =>
  toInstant(toMs(context.calendar.addWorking(from, { amount: days, unit: 'workingDays' })));
