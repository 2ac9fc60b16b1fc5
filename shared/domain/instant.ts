import * as z from 'zod';

/** A moment in UTC, always in the one form `2026-03-02T00:30:00.000Z`, so that text order is time order. */
export type Instant = string;

/** A calendar day in the campaign's zone, `2026-03-02`. */
export type CalendarDate = string;

/** Reads any ISO 8601 instant with an offset and normalises it to the one form. */
export const instantSchema = z.iso.datetime({ offset: true }).transform((text) => toInstant(Date.parse(text)));

export const dateSchema = z.iso.date();

/** Epoch milliseconds of an instant. */
export const toMs = (instant: Instant): number => Date.parse(instant);

/** The instant of epoch milliseconds. Throws a RangeError for a number that is no time. */
export const toInstant = (ms: number): Instant => new Date(ms).toISOString();

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
