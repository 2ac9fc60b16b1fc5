import { toMs } from '../domain/instant.ts';
import type { Clock } from '../ports.ts';

const TIME_DIGITS = 10;
const COUNT_DIGITS = 4;
const MAX_COUNT = 32 ** COUNT_DIGITS;

/**
 * Makes ids of the form `prefix_` + time + count + tail, whose text order is the order of their making, even within one
 * millisecond or after the clock was set back. `tail` tells makers apart that share a clock.
 */
export function createSortableIds(
  clock: Clock,
  tail: (time: number, count: number) => string,
): (prefix: string) => string {
  let time = 0;
  let count = 0;
  return (prefix) => {
    const now = toMs(clock.now());
    if (now > time) [time, count] = [now, 0];
    else if (count + 1 < MAX_COUNT) count += 1;
    else [time, count] = [time + 1, 0];
    return `${prefix}_${digits(time, TIME_DIGITS)}${digits(count, COUNT_DIGITS)}${tail(time, count)}`;
  };
}

const digits = (value: number, width: number): string => value.toString(32).padStart(width, '0');
