import * as z from 'zod';
import { bilingual } from '../bilingual.ts';
import { wallTimeSchema } from '../calendar/calendar-schema.ts';
import { workTimeSchema } from '../calendar/work-time.ts';
import { CONTACT_ROLES, RUNGS, SEVERITIES } from './vocabulary.ts';

/** One rung: when, relative to the deadline in working time; to whom; in which colour (三明: blue, orange, red sheets). */
export const rungSchema = z.strictObject({
  rung: z.enum(RUNGS),
  at: workTimeSchema,
  to: z.array(z.enum(CONTACT_ROLES)).min(1),
  sheet: z.enum(['blue', 'orange', 'red']).optional(),
  /** The rung again every so often, a fixed number of times, so that a ladder always ends. */
  repeat: z.strictObject({ every: workTimeSchema, times: z.int().min(1).max(10).optional() }).optional(),
});
export type RungConfig = z.infer<typeof rungSchema>;

export const ladderSchema = z.strictObject({
  rungs: z.array(rungSchema).min(1).max(12),
  /** A graver problem climbs faster: its first slot already takes this rung, the following slots the rungs after it. */
  startAt: z.partialRecord(z.enum(SEVERITIES), z.enum(RUNGS)).default({}),
  /** A unit's acknowledgement stops the rungs before the deadline, or delays all that are left. */
  acknowledgement: z
    .discriminatedUnion('effect', [
      z.strictObject({ effect: z.literal('none') }),
      z.strictObject({ effect: z.literal('stops') }),
      z.strictObject({ effect: z.literal('delays'), by: workTimeSchema }),
    ])
    .default({ effect: 'stops' }),
  /** Special report 专报 to the superior department (S2b): this many overdue problems of a unit within so many days. */
  specialReport: z.strictObject({ overdue: z.int().min(2), withinDays: z.int().min(1) }).optional(),
});
export type LadderConfig = z.infer<typeof ladderSchema>;

/** Money in yuan. Prices are exact to a hundredth of a fen, so that sums are whole numbers. */
const budgetSchema = z
  .strictObject({ yuan: z.number().positive().multipleOf(0.01), yuanPerPart: z.number().positive().multipleOf(0.0001) })
  .refine(({ yuan, yuanPerPart }) => yuan >= yuanPerPart, {
    message: bilingual(
      '短信预算不够发一条短信，请提高 yuan 或核对 yuanPerPart',
      'the budget does not pay for one SMS; raise yuan or check yuanPerPart',
    ),
    path: ['yuan'],
  });

/** When and how SMS go out. */
export const sendingSchema = z.strictObject({
  /** Stands in 【】 before every SMS and counts towards its length. */
  signature: z
    .string()
    .min(2)
    .max(12)
    .regex(/^[^【】]*$/, bilingual('不要写【】，发送时会加上', 'leave out 【】, which are added')),
  window: z
    .strictObject({ from: wallTimeSchema, to: wallTimeSchema })
    .refine((window) => window.from < window.to, {
      message: bilingual('发送时段的结束应晚于开始', 'the sending window must open before it closes'),
      path: ['to'],
    })
    .default({ from: '08:00', to: '20:00' }),
  /** A carrier drops the 51st message to a number in a rolling 24 hours. */
  perNumberPerDay: z.int().min(1).max(50).default(40),
  /** SMS to all contacts of one unit on one calendar day of the campaign; without it, as many as there are. */
  perUnitPerDay: z.int().min(1).optional(),
  /** SMS of the whole campaign on one of its calendar days. */
  perDay: z.int().min(1).optional(),
  /** What the campaign's SMS may cost from its first day to its last, in yuan. */
  budget: budgetSchema.optional(),
  /** From how many at once a unit's messages become one digest. */
  digestFrom: z.int().min(2).default(2),
  /** The address a capability link begins with; short, because it counts. */
  linkBase: z.url().max(30).default('https://hd.cn/t/'),
});
export type SendingConfig = z.infer<typeof sendingSchema>;
