import { HOUR_MS, toInstant } from '../instant.ts';
import type { DayKind } from './day-kind.ts';
import type { CompiledDay, DayTable } from './day-table.ts';
import type { WalkRole } from './walk-visit.ts';
import type { WorkTime } from './work-time.ts';
import { walkWorkTime } from './work-time-walk.ts';
import type { Moment, ZoneDays } from './zone-days.ts';

/** One counted stretch of a day, with the times of the wall clock; a stretch up to midnight ends at `24:00`. */
export interface WalkSpan {
  readonly from: Moment;
  readonly to: Moment;
}

/** One calendar day a walk touched, with the notice behind it. */
export interface WalkDay extends DayKind {
  readonly role: WalkRole;
  /** What counted, in time order; empty where whole days count. */
  readonly spans: readonly WalkSpan[];
  readonly countedMs: number;
  /** Which counted day this is, from 1, where whole days count. */
  readonly nth?: number;
}

/** How a moment was reached: the days in walking order (backwards for a negative amount) and their sum. */
export interface Walk {
  readonly from: Moment;
  readonly time: WorkTime;
  readonly days: readonly WalkDay[];
  /** The sum over the days, in the unit's hours or days; the size of the amount asked for. */
  readonly counted: number;
  readonly end: Moment;
}

interface Visited {
  readonly day: CompiledDay;
  readonly role: WalkRole;
  readonly stretches: (readonly [from: number, to: number])[];
}

/** Walks as a deadline does and writes down each day it touches. Throws what `walkWorkTime` throws. */
export function recordWalk(table: DayTable, zone: ZoneDays, fromMs: number, time: WorkTime): Walk {
  const visited: Visited[] = [];
  const endMs = walkWorkTime(table, fromMs, time, (day, role, from, to) => {
    if (visited.at(-1)?.day !== day) visited.push({ day, role, stretches: [] });
    if (from !== undefined && to !== undefined) visited.at(-1)?.stretches.push([from, to]);
  });
  const inHours = time.unit === 'emergencyHours' || time.unit === 'workingHours';
  let nth = 0;
  const days = visited.map((entry): WalkDay => {
    const day = walkDay(entry, zone);
    if (inHours || entry.role !== 'counted') return day;
    nth += 1;
    return { ...day, nth };
  });
  const counted = inHours ? days.reduce((sum, day) => sum + day.countedMs, 0) / HOUR_MS : nth;
  return { from: zone.moment(fromMs), time, days, counted, end: zone.moment(endMs) };
}

function walkDay({ day, role, stretches }: Visited, zone: ZoneDays): WalkDay {
  const inOrder = stretches.toSorted(([a], [b]) => a - b);
  return {
    ...day.kind,
    role,
    spans: inOrder.map(([from, to]) => ({ from: zone.moment(from), to: endOf(day, to, zone) })),
    countedMs: inOrder.reduce((sum, [from, to]) => sum + to - from, 0),
  };
}

const endOf = (day: CompiledDay, ms: number, zone: ZoneDays): Moment =>
  ms < day.endMs
    ? zone.moment(ms)
    : { instant: toInstant(ms), date: day.kind.date, weekday: day.kind.weekday, time: '24:00' };
