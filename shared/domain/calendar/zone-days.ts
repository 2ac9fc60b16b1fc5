// The functions, not the classes: what is not used of them is not loaded.
import * as Instants from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { type CalendarDate, DAY_MS, type Instant, toInstant, toMs } from '../instant.ts';

/** Days since 1970-01-01 of a civil date: whole numbers make day arithmetic and caching cheap. */
export type DayNumber = number;

/** The number of a civil date. Throws a RangeError for text that is no day of the calendar. */
export function dayNumber(date: CalendarDate): DayNumber {
  const day = toMs(date) / DAY_MS;
  if (!Number.isInteger(day) || dateOf(day) !== date)
    throw new RangeError(`"${date}" is no calendar day; write for example "2026-03-02"`);
  return day;
}

/** The civil date of a day number. */
export function dateOf(day: DayNumber): CalendarDate {
  const text = toInstant(day * DAY_MS);
  return text.slice(0, text.indexOf('T'));
}

/** Monday is 1, Sunday is 7; day 0 was a Thursday. */
export const weekdayOf = (day: DayNumber): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** A moment as the clock on the wall shows it. */
export interface Moment {
  readonly instant: Instant;
  readonly date: CalendarDate;
  /** Monday is 1, Sunday is 7. */
  readonly weekday: number;
  /** `17:30`, with seconds only where there are any. */
  readonly time: string;
}

/** The days of one time zone in epoch milliseconds. */
export interface ZoneDays {
  /** The first moment of a day: midnight, or later where a clock change skips midnight. */
  startOf(day: DayNumber): number;
  /** The day a moment falls in. */
  dayAt(ms: number): DayNumber;
  /** A wall-clock time, in minutes after midnight, of a day; a time that the clock skips moves on by the gap. */
  wallTime(day: DayNumber, minutes: number): number;
  moment(ms: number): Moment;
}

const known = new Map<string, ZoneDays>();

/** The days of a zone; kept, since they depend on nothing else. Throws a RangeError for an unknown zone. */
export function zoneDays(timeZone: string): ZoneDays {
  const found = known.get(timeZone);
  if (found) return found;
  const zone = createZoneDays(timeZone);
  known.set(timeZone, zone);
  return zone;
}

function createZoneDays(timeZone: string): ZoneDays {
  refuseUnknown(timeZone);
  const starts = new Map<DayNumber, number>();
  const startOf = (day: DayNumber): number => {
    const start = starts.get(day);
    if (start !== undefined) return start;
    const ms = PlainDate.toZonedDateTime(plainDate(day), timeZone).epochMilliseconds;
    starts.set(day, ms);
    return ms;
  };
  return {
    startOf,
    dayAt(ms) {
      let day = Math.floor(ms / DAY_MS);
      while (ms < startOf(day)) day -= 1;
      while (ms >= startOf(day + 1)) day += 1;
      return day;
    },
    wallTime(day, minutes) {
      const start = startOf(day);
      if (startOf(day + 1) - start === DAY_MS) return start + minutes * 60_000;
      return shiftedWallTime(day, minutes, timeZone);
    },
    moment: (ms) => momentIn(ms, timeZone),
  };
}

function plainDate(day: DayNumber): PlainDate.Record {
  const [year = 0, month = 0, dayOfMonth = 0] = dateOf(day).split('-').map(Number);
  return PlainDate.create(year, month, dayOfMonth);
}

/** The slow path for a day with a clock change. */
function shiftedWallTime(day: DayNumber, minutes: number, timeZone: string): number {
  const local = PlainDateTime.addMinutes(PlainDate.toPlainDateTime(plainDate(day)), minutes);
  return PlainDateTime.toZonedDateTime(local, timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function momentIn(ms: number, timeZone: string): Moment {
  const local = zoned(ms, timeZone);
  const time = PlainTime.toString(ZonedDateTime.toPlainTime(local), { smallestUnit: 'second' });
  return {
    instant: toInstant(ms),
    date: PlainDate.toString(ZonedDateTime.toPlainDate(local)),
    weekday: ZonedDateTime.dayOfWeek(local),
    time: time.endsWith(':00') ? time.slice(0, 5) : time,
  };
}

const zoned = (ms: number, timeZone: string): ZonedDateTime.Record =>
  Instants.toZonedDateTimeISO(Instants.fromEpochMilliseconds(ms), timeZone);

function refuseUnknown(timeZone: string): void {
  try {
    zoned(0, timeZone);
  } catch {
    throw new RangeError(`"${timeZone}" is no time zone; write for example "Asia/Shanghai"`);
  }
}
