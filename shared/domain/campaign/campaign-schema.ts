import * as z from 'zod';
import { bilingual } from '../bilingual.ts';
import { calendarSchema } from '../calendar/calendar-schema.ts';
import { standardSchema } from '../standard/standard-schema.ts';
import { deadlineRuleSchema } from './deadline-rule-schema.ts';
import { ladderSchema, sendingSchema } from './ladder-schema.ts';
import { phaseSchema } from './phase-schema.ts';
import { accountabilityRuleSchema, rankingSchema } from './ranking-schema.ts';
import { idSchema, leagueSchema, unitSchema } from './unit-schema.ts';
import { PERIODS, SEVERITIES } from './vocabulary.ts';

const timeZoneSchema = z.string().refine(
  (zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
    } catch {
      return false;
    }
  },
  bilingual('应为时区，如 "Asia/Shanghai"', 'it must be a time zone such as "Asia/Shanghai"'),
);

/** Its rankings and bulletins lie in a folder of this name, also on the machine of an auditor: no colon, no dot at the end. */
const campaignIdSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}](?:[\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_-])?$/u,
    bilingual(
      '专项行动的编号只能用文字、数字和 - _ .，以文字或数字开头，不以点结尾，最长 64 个字',
      'a campaign\'s id has letters, digits, "-", "_" and ".", at most 64, begins with a letter or digit and ends without a dot',
    ),
  );

/** A category of problems; S2b calls them special actions, each with its responsible departments. */
export const categorySchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  severity: z.enum(SEVERITIES).default('normal'),
  leads: z.array(idSchema).default([]),
});
export type Category = z.infer<typeof categorySchema>;

/** How a problem may be handled between dispatch and closing. */
export const handlingSchema = z.strictObject({
  /** Whether a problem is on time by the moment of filing (a slow verifier hurts nobody) or of closing. */
  onTimeBy: z.enum(['filing', 'closing']).default('filing'),
  /** Extensions 延期 a problem may be granted (practice: twice). */
  extensions: z.int().min(0).default(2),
  /** The longest a problem may be parked 挂账, in calendar days. */
  parkDays: z.int().min(1).default(180),
  /** Found again at the same place in the same category within so many days of closing: reopened as a relapse. */
  relapseWithinDays: z.int().min(0).default(30),
  /** Days after closing in which a unit may appeal. */
  appealDays: z.int().min(0).default(15),
  /** At least this many after-photos with a rectification (S4: before and after). */
  photosRequired: z.int().min(0).max(9).default(0),
});

/** One campaign as an office writes it: one YAML or JSON file. */
export const campaignSchema = z.strictObject({
  /** Where an editor finds the JSON Schema of this file. */
  $schema: z.string().optional(),
  id: campaignIdSchema,
  name: z.string().min(1).max(60),
  /** Which seed document or order each choice comes from, for the reader of the file. */
  basis: z.string().min(1).optional(),
  /** Who signs the bulletins. */
  issuer: z.string().min(1).max(30),
  timeZone: timeZoneSchema.default('Asia/Shanghai'),
  phases: z.array(phaseSchema).length(3),
  leagues: z.array(leagueSchema).min(1),
  units: z.array(unitSchema).min(1).max(5000),
  categories: z.array(categorySchema).min(1),
  standard: standardSchema.optional(),
  deadlines: z.array(deadlineRuleSchema).min(1),
  handling: handlingSchema.prefault({}),
  ladder: ladderSchema,
  sending: sendingSchema,
  ranking: rankingSchema.prefault({}),
  accountability: z.array(accountabilityRuleSchema).default([]),
  calendar: calendarSchema.prefault({}),
  bulletins: z
    .strictObject({
      periods: z.array(z.enum(PERIODS)).default(['weekly', 'monthly']),
      phase: z.boolean().default(true),
      /** Which proposals a bulletin names: those a person has decided, all of the period, or none. */
      proposals: z.enum(['decided', 'all', 'none']).default('decided'),
    })
    .prefault({}),
});
export type Campaign = z.infer<typeof campaignSchema>;

/** The file as written, before defaults are filled in. */
export type CampaignInput = z.input<typeof campaignSchema>;
