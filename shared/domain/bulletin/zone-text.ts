import { type CalendarDate, type Instant, toInstant, toMs } from '../instant.ts';

interface LocalTime {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
}

function localTime(instant: Instant, timeZone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(toMs(instant)).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
  return { year, month, day, hour, minute };
}

/** `2026年3月9日` in a time zone. */
export function dayText(instant: Instant, timeZone: string): string {
  const { year, month, day } = localTime(instant, timeZone);
  return `${year}年${month}月${day}日`;
}

/** `2026年3月9日00:00` in a time zone. */
export function momentText(instant: Instant, timeZone: string): string {
  const { hour, minute } = localTime(instant, timeZone);
  return `${dayText(instant, timeZone)}${hour}:${minute}`;
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
