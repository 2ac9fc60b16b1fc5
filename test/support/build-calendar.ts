import type * as z from 'zod';
import { calendarSchema } from '../../shared/domain/calendar/calendar-schema.ts';
import { createWorkingCalendar, type WorkingCalendar } from '../../shared/domain/calendar/working-calendar.ts';
import { type Instant, toInstant } from '../../shared/domain/instant.ts';

/** A working calendar from what an office would write; by default the public calendar and hours of Asia/Shanghai. */
export const buildCalendar = (
  config: z.input<typeof calendarSchema> = {},
  timeZone = 'Asia/Shanghai',
): WorkingCalendar => createWorkingCalendar(calendarSchema.parse(config), timeZone);

/** The instant of a wall-clock time in mainland China: `cn('2026-05-09 17:30')`. */
export const cn = (wallTime: string): Instant => toInstant(Date.parse(`${wallTime.replace(' ', 'T')}+08:00`));

/** The wall-clock time in mainland China of an instant, to the second where there are any. */
export const wall = (instant: Instant): string =>
  toInstant(Date.parse(instant) + 8 * 3_600_000)
    .slice(0, 19)
    .replace('T', ' ')
    .replace(/(\d\d:\d\d):00$/, '$1');
