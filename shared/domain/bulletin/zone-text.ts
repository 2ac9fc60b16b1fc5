import { type CalendarDate, type Instant, toInstant, toMs } from '../instant.ts';

interface LocalTime {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept, since making one takes longer than a page of dates. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const found = formats.get(timeZone);
  if (found) return found;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

function localTime(instant: Instant, timeZone: string): LocalTime {
  const parts = formatFor(timeZone).formatToParts(toMs(instant));
  const {
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
  } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return { year, month, day, hour, minute };
}

const dayOf = ({ year, month, day }: LocalTime): string => `${year}年${month}月${day}日`;

/** `2026年3月9日` in a time zone. */
export const dayText = (instant: Instant, timeZone: string): string => dayOf(localTime(instant, timeZone));

/** `2026年3月9日00:00` in a time zone. */
export function momentText(instant: Instant, timeZone: string): string {
  const local = localTime(instant, timeZone);
  return `${dayOf(local)}${local.hour}:${local.minute}`;
}

/** The days of a half-open window, both included: `2026年3月2日至3月8日`, the year again only where it changes. */
export function daysText({ from, to }: { readonly from: Instant; readonly to: Instant }, timeZone: string): string {
  const last = toInstant(toMs(to) - 1);
  const first = dayText(from, timeZone);
  const end = dayText(last, timeZone);
  if (first === end) return first;
  const year = `${localTime(from, timeZone).year}年`;
  return `${first}至${end.startsWith(year) ? end.slice(year.length) : end}`;
}

/** `2026年3月8日` of a calendar day. */
export function dateText(date: CalendarDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
