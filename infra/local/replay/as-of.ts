import { Temporal } from 'temporal-polyfill';
import { PLAUSIBLE } from '../../../functions/ledger-import/ledger/row-times.ts';
import { BadInput } from '../../../shared/domain/bad-input.ts';
import { type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';

/** `2019-02-13 16:18:56`, perhaps with an offset or a zone behind it. */
const PARTS =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?\s*\[?([A-Za-z]+\/[\w/+-]+)?\]?$/;

/**
 * Reads `--as-of`: a day (its end), or a day and a time, in the given zone unless an offset or a zone name stands
 * behind it. Throws BadInput, also for a year in which no ledger was kept.
 */
export function parseAsOf(text: string, timeZone: string): Instant {
  const asOf = parsed(text, timeZone);
  const ms = toMs(asOf);
  if (ms >= PLAUSIBLE.from && ms < PLAUSIBLE.to) return asOf;
  throw new BadInput({
    zh: `--as-of “${text}”不在 1990 年至 2099 年之间，请核对年份`,
    en: `--as-of "${text}" lies outside the years 1990 to 2099; check the year`,
  });
}

function parsed(text: string, timeZone: string): Instant {
  const [, date, time, offset, zone = timeZone] = PARTS.exec(text.trim()) ?? [];
  try {
    if (date) return instantOf(date, time, offset, zone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new BadInput({
    zh: `--as-of “${text}”不是时间，请写成例如 "2019-02-13 16:18:56"（按对照表的时区）或 2019-02-13T21:18:56Z`,
    en: `--as-of "${text}" is no time; write for example "2019-02-13 16:18:56" (in the mapping's zone) or 2019-02-13T21:18:56Z`,
  });
}

function instantOf(date: string, time: string | undefined, offset: string | undefined, zone: string): Instant {
  if (time && offset) return toInstant(Temporal.Instant.from(`${date}T${time}${offset}`).epochMilliseconds);
  const day = Temporal.PlainDate.from(date);
  if (time) return toInstant(day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
  return toInstant(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1);
}
