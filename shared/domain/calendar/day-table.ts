import type { CalendarConfig, Hours } from './calendar-schema.ts';
import { createDayKinds, type DayKind } from './day-kind.ts';
import { type DayNumber, dateOf, weekdayOf, zoneDays } from './zone-days.ts';

/** A stretch of working time in epoch milliseconds, `from` before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Everything a deadline needs of one day, worked out once. */
export interface CompiledDay {
  readonly number: DayNumber;
  readonly kind: DayKind;
  readonly startMs: number;
  /** The first moment of the next day. */
  readonly endMs: number;
  /** Office and shift hours, merged and in order. */
  readonly spans: readonly Span[];
  readonly workMs: number;
  /** When the office closes; missing on a day it doesn't open, which is what makes a day no working day. */
  readonly closeMs: number | undefined;
}

/** The days of a calendar, compiled when first asked for. */
export interface DayTable {
  day(number: DayNumber): CompiledDay;
  dayAt(ms: number): CompiledDay;
}

/** A table over one calendar and zone. Throws a RangeError for an unknown zone. */
export function createDayTable(config: CalendarConfig, timeZone: string): DayTable {
  const zone = zoneDays(timeZone);
  const kindOf = createDayKinds(config, timeZone);
  const compiled = new Map<DayNumber, CompiledDay>();

  const compile = (number: DayNumber): CompiledDay => {
    const startMs = zone.startOf(number);
    const endMs = zone.startOf(number + 1);
    const kind = kindOf(dateOf(number), weekdayOf(number));
    const spansOf = (hours: readonly Hours[]): Span[] =>
      hours.map(({ from, to }) => ({
        from: Math.max(startMs, zone.wallTime(number, minutesOf(from))),
        to: Math.min(endMs, zone.wallTime(number, minutesOf(to))),
      }));
    const office = kind.work ? merge(spansOf(config.officeHours)) : [];
    const spans = merge([...office, ...spansOf(shiftsOn(config, kind))]);
    const workMs = spans.reduce((sum, span) => sum + span.to - span.from, 0);
    return { number, kind, startMs, endMs, spans, workMs, closeMs: office.at(-1)?.to };
  };

  const day = (number: DayNumber): CompiledDay => {
    const found = compiled.get(number);
    if (found) return found;
    const made = compile(number);
    compiled.set(number, made);
    return made;
  };
  return { day, dayAt: (ms) => day(zone.dayAt(ms)) };
}

const minutesOf = (wallTime: string): number => Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3));

/** Shifts are for working days and for the weekends they name, never for a holiday or a rest day of the campaign. */
const shiftsOn = (config: CalendarConfig, kind: DayKind): readonly Hours[] =>
  kind.work || kind.reason === 'weekend'
    ? config.shiftHours.filter((shift) => shift.weekdays.includes(kind.weekday))
    : [];

/** Sorts and joins; drops what a clock change has left empty. */
function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}
