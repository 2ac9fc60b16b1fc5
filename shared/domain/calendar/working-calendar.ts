import { type CalendarDate, type Instant, toInstant, toMs } from '../instant.ts';
import type { CalendarConfig } from './calendar-schema.ts';
import type { DayKind } from './day-kind.ts';
import { type CompiledDay, createDayTable, type DayTable } from './day-table.ts';
import { recordWalk, type Walk } from './walk.ts';
import { refuseEndless } from './walk-visit.ts';
import type { WorkTime } from './work-time.ts';
import { walkWorkTime } from './work-time-walk.ts';
import { dateOf, dayNumber, zoneDays } from './zone-days.ts';

/** A stretch of working time, `from` before `to`. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * When a campaign's people work, in its zone. Days are compiled when first needed and kept, so create one calendar per
 * campaign and keep it. Instants that are no time and dates that are no day throw a RangeError.
 */
export interface WorkingCalendar {
  readonly timeZone: string;
  dayOf(instant: Instant): CalendarDate;
  startOfDay(date: CalendarDate): Instant;
  /** When the office closes; the next midnight on a day it doesn't open. */
  closeOfDay(date: CalendarDate): Instant;
  dayKind(date: CalendarDate): DayKind;
  /** Office and shift hours of a day, merged and in order. */
  intervals(date: CalendarDate): readonly Interval[];
  /** The moment so much time after (negative: before) another; see `walkWorkTime` for the rules and their sources. */
  addWorking(from: Instant, time: WorkTime): Instant;
  /** The walk that `addWorking` takes, day by day. */
  walk(from: Instant, time: WorkTime): Walk;
  /** Working milliseconds from one moment to another; negative where the second is the earlier one. */
  workingMsBetween(from: Instant, to: Instant): number;
  /** Whether a moment lies in working time; the closing moment still does. */
  isWorking(instant: Instant): boolean;
  /** The moment itself where it lies in working time, else the next opening. */
  nextWorking(instant: Instant): Instant;
}

/** The working calendar of a campaign. Throws a RangeError for an unknown time zone. */
export function createWorkingCalendar(config: CalendarConfig, timeZone: string): WorkingCalendar {
  const zone = zoneDays(timeZone);
  const table = createDayTable(config, timeZone);
  const dayOn = (date: CalendarDate): CompiledDay => table.day(dayNumber(date));
  return {
    timeZone,
    dayOf: (instant) => dateOf(zone.dayAt(msOf(instant))),
    startOfDay: (date) => toInstant(zone.startOf(dayNumber(date))),
    closeOfDay: (date) => toInstant(dayOn(date).closeMs ?? dayOn(date).endMs),
    dayKind: (date) => dayOn(date).kind,
    intervals: (date) => dayOn(date).spans.map(({ from, to }) => ({ from: toInstant(from), to: toInstant(to) })),
    addWorking: (from, time) => toInstant(walkWorkTime(table, msOf(from), time)),
    walk: (from, time) => recordWalk(table, zone, msOf(from), time),
    workingMsBetween: (from, to) => workedBetween(table, msOf(from), msOf(to)),
    isWorking: (instant) => isWorkingAt(table, msOf(instant)),
    nextWorking: (instant) => toInstant(nextWorkingAt(table, msOf(instant))),
  };
}

/** Refuses what would otherwise walk on NaN for ever. */
function msOf(instant: Instant): number {
  const ms = toMs(instant);
  if (Number.isNaN(ms))
    throw new RangeError(`"${instant}" is no instant; write for example "2026-03-02T00:30:00.000Z"`);
  return ms;
}

function workedBetween(table: DayTable, fromMs: number, toMs: number): number {
  if (toMs < fromMs) return 0 - workedBetween(table, toMs, fromMs);
  const first = table.dayAt(fromMs);
  const last = table.dayAt(toMs);
  refuseEndless(first.number, last.number);
  let worked = workedBefore(last, toMs) - workedBefore(first, fromMs);
  for (let number = first.number; number < last.number; number += 1) worked += table.day(number).workMs;
  return worked;
}

const workedBefore = (day: CompiledDay, ms: number): number =>
  day.spans.reduce((sum, span) => sum + Math.max(0, Math.min(ms, span.to) - span.from), 0);

const isWorkingAt = (table: DayTable, ms: number): boolean => {
  const day = table.dayAt(ms);
  if (day.spans.some((span) => span.from <= ms && ms <= span.to)) return true;
  // Hours that close at midnight still hold at the first moment of the next day.
  return ms === day.startMs && table.day(day.number - 1).spans.at(-1)?.to === ms;
};

function nextWorkingAt(table: DayTable, ms: number): number {
  if (isWorkingAt(table, ms)) return ms;
  const first = table.dayAt(ms);
  for (let day = first; ; day = table.day(day.number + 1)) {
    refuseEndless(first.number, day.number);
    const opening = day.spans.find((span) => span.from >= ms);
    if (opening) return opening.from;
  }
}
