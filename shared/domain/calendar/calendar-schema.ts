import * as z from 'zod';
import { bilingual } from '../bilingual.ts';
import { dateSchema } from '../instant.ts';

/** `08:30`, up to `24:00`. */
export const wallTimeSchema = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/,
    bilingual('应为时刻，如 "08:30"', 'it must be a time of day such as "08:30"'),
  );

const ENDS_LATER = {
  message: bilingual('结束应晚于开始', 'it ends before it begins; "from" must be earlier than "to"'),
  path: ['to'],
};

export const hoursSchema = z
  .strictObject({ from: wallTimeSchema, to: wallTimeSchema })
  .refine((hours) => hours.from < hours.to, ENDS_LATER);
export type Hours = z.infer<typeof hoursSchema>;

/** Monday is 1, Sunday is 7 (ISO 8601). */
const weekdaySchema = z.int().min(1).max(7);

const overrideSchema = z.strictObject({ date: dateSchema, work: z.boolean(), notice: z.string().min(1) });

/** The index of the first override whose date an earlier one already has, or -1. */
const repeatedDate = (overrides: readonly { date: string }[]): number =>
  overrides.findIndex((override, index) => overrides.findIndex((other) => other.date === override.date) < index);

/**
 * The working calendar of a campaign: China's public holidays and make-up workdays come with the system,
 * everything here is laid over them.
 */
export const calendarSchema = z.strictObject({
  officeHours: z
    .array(hoursSchema)
    .min(1)
    .default([
      { from: '08:30', to: '12:00' },
      { from: '14:00', to: '17:30' },
    ]),
  /**
   * Shift hours 错时上班 (S2b): further hours that count as working time on the days named. Naming Saturday or Sunday
   * covers ordinary weekends; a public holiday and a rest day of the campaign stay free.
   */
  shiftHours: z
    .array(
      z
        .strictObject({ from: wallTimeSchema, to: wallTimeSchema, weekdays: z.array(weekdaySchema).min(1) })
        .refine((hours) => hours.from < hours.to, ENDS_LATER),
    )
    .default([]),
  /** Action days (S2b: every Tuesday): a weekly day of joint effort, shown on the agenda. */
  actionDays: z.array(z.strictObject({ weekday: weekdaySchema, name: z.string().min(1) })).default([]),
  /** Days this campaign works or rests against the public calendar, each with the notice it rests on. */
  overrides: z
    .array(overrideSchema)
    .superRefine((overrides, context) => {
      const index = repeatedDate(overrides);
      const date = overrides[index]?.date;
      if (date)
        context.addIssue({
          code: 'custom',
          path: [index, 'date'],
          message: bilingual(`${date} 写了两次，请留一条`, `${date} is set twice; keep one`),
        });
    })
    .default([]),
});
export type CalendarConfig = z.infer<typeof calendarSchema>;
