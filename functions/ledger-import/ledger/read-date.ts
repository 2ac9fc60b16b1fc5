import { UTCDate } from '@date-fns/utc';
import type { Locale } from 'date-fns';
import { enUS } from 'date-fns/locale/en-US';
import { zhCN } from 'date-fns/locale/zh-CN';
import { parse } from 'date-fns/parse';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime';
import { DAY_MS } from '../../../shared/domain/instant.ts';
import { hasHour, hasNames } from './date-format.ts';
import { normalise } from './normalise.ts';

/** A point on the calendar and clock of the ledger's zone; without an hour it stands for the whole day. */
export interface WallClock {
  /** `2018-02-08T09:30:00.000` */
  readonly text: string;
  readonly dayOnly: boolean;
}

/** Names of months and 上午/下午 or AM/PM: a ledger uses one language, and only one of the two will fit. */
const LOCALES: readonly Locale[] = [enUS, zhCN];
const ISO = ['yyyy-MM-dd', "yyyy-MM-dd'T'HH:mm:ss.SSS"] as const;

/** Fields that a format leaves out come from here; in UTC, so that no summer time of this machine bends them. */
const REFERENCE = new UTCDate(0);

/**
 * Bare numbers are day counts of a spreadsheet only between 1954 and 2119: a lone year or an id in the wrong column
 * must not turn into a date.
 */
const SERIAL = /^\d{5}(?:\.\d+)?$/u;
const SERIALS = { from: 20_000, to: 80_000 };
/** Day 0 of the 1900 system, which believes in a 29 February 1900: right for every day after it. */
const DAY_ZERO = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

/** How one file's dates are read: a text in one of the mapping's formats, else a spreadsheet's day count. */
export type DateReader = (text: string, fileDate?: string) => WallClock | undefined;

/** A reader for the formats of a mapping, tried in their order; `epoch` is the first year of the workbook's day counts. */
export function dateReader(formats: readonly string[], epoch: 1900 | 1904 = 1900): DateReader {
  const readText = remembering((plain) => parseBy(plain, formats) ?? fromSerial(plain, epoch));
  return (text, fileDate) => (fileDate === undefined ? readText(normalise(text)) : parseBy(fileDate, ISO));
}

function parseBy(text: string, formats: readonly string[]): WallClock | undefined {
  for (const format of formats) {
    for (const locale of hasNames(format) ? LOCALES : [enUS]) {
      const parsed = parse(text, format.normalize('NFKC'), REFERENCE, { locale });
      if (!Number.isNaN(parsed.getTime()))
        return { text: parsed.toISOString().slice(0, -1), dayOnly: !hasHour(format) };
    }
  }
  return undefined;
}

function fromSerial(text: string, epoch: 1900 | 1904): WallClock | undefined {
  const serial = Number(text);
  if (!SERIAL.test(text) || serial < SERIALS.from || serial > SERIALS.to) return undefined;
  const at = new UTCDate(DAY_ZERO[epoch] + Math.round(serial * DAY_MS));
  return { text: at.toISOString().slice(0, -1), dayOnly: Number.isInteger(serial) };
}

/** Where in its day a date without an hour is put. */
export type DayEdge = 'start' | 'end';

/** Epoch milliseconds of wall-clock times in one zone. */
export type ZoneClock = (clock: WallClock, edge: DayEdge) => number;

/**
 * The clock of a zone. A time skipped by summer time moves forward by the gap, one that happens twice is its first:
 * Temporal's `compatible`, as iCalendar has it.
 */
export function zoneClock(timeZone: string): ZoneClock {
  const exact = remembering((text) => {
    const local = PlainDateTime.create(...fieldsOf(text));
    return PlainDateTime.toZonedDateTime(local, timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  });
  const startOf = (day: PlainDate.Record) => PlainDate.toZonedDateTime(day, timeZone).epochMilliseconds;
  const dayStart = remembering((text) => startOf(dayOf(text)));
  const dayEnd = remembering((text) => startOf(PlainDate.addDays(dayOf(text), 1)) - 1);
  return ({ text, dayOnly }, edge) => {
    if (!dayOnly) return withinInstants(exact(text));
    return withinInstants(edge === 'start' ? dayStart(text) : dayEnd(text));
  };
}

type Fields = [year: number, month: number, day: number, h: number, min: number, s: number, ms: number];

/** The fields of `2018-02-08T09:30:00.000`, whose year may have more digits and a sign. */
const fieldsOf = (text: string): Fields =>
  (/^([+-]?\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)$/.exec(text) ?? []).slice(1).map(Number) as Fields;

function dayOf(text: string): PlainDate.Record {
  const [year, month, day] = fieldsOf(text);
  return PlainDate.create(year, month, day);
}

/** Offices write 9999-12-31 for “never”, whose end lies west of Greenwich in a year of five digits: no instant is spelt so. */
const INSTANTS = { first: Date.parse('0000-01-01T00:00:00.000Z'), last: Date.parse('9999-12-31T23:59:59.999Z') };

const withinInstants = (ms: number): number => Math.min(Math.max(ms, INSTANTS.first), INSTANTS.last);

/** As many answers as are worth their memory; a ledger of days has far fewer, one of seconds gains little by more. */
const REMEMBERED = 50_000;

/** A ledger repeats its dates thousands of times, and working one out is the slowest part of reading a row. */
function remembering<Answer>(workOut: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const answer = known.get(text) ?? workOut(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, answer);
    return answer;
  };
}
