import * as z from 'zod';
import { measureSpecSchema } from './measure-schema.ts';
import { idSchema } from './unit-schema.ts';
import { CONTACT_ROLES, PERIODS } from './vocabulary.ts';

export const rankingSchema = z.strictObject({
  periods: z.array(z.enum(PERIODS)).min(1).default(['weekly', 'monthly']),
  /** The score is the weighted sum of measures, 0 to 100; measures without a base leave their weight to the others. */
  score: z
    .array(z.strictObject({ measure: measureSpecSchema, weight: z.number().positive() }))
    .min(1)
    .default([{ measure: { name: 'onTimeRate' }, weight: 1 }]),
  /** Points taken off a score for each case in the window. */
  deductions: z
    .array(
      z.strictObject({
        per: z.enum(['rework', 'repeatedFinding', 'criticism', 'lateTask']),
        points: z.number().positive(),
      }),
    )
    .default([]),
  /** A failed veto checkpoint puts the unit at the bottom of its league (S0 一票否决). */
  veto: z.enum(['bottom', 'off']).default('bottom'),
  /** Fewer cases than this in the window: not ranked, with the reason shown. A league may set its own. */
  minCases: z.int().min(0).default(5),
  /** How many at the bottom are named in the bulletin. */
  bottom: z.int().min(1).default(3),
  /** Red and yellow flags (S1, S4) of a monthly ranking. */
  flags: z
    .strictObject({ red: z.int().min(0).default(0), yellow: z.int().min(0).default(0) })
    .default({ red: 0, yellow: 0 }),
});
export type RankingConfig = z.infer<typeof rankingSchema>;

const countSchema = z.union([
  z.strictObject({ consecutive: z.int().min(1) }),
  z.strictObject({ cumulative: z.int().min(1), within: z.int().min(1) }),
]);

/** When enough bad placings come together, the system proposes; a named person decides. */
export const accountabilityRuleSchema = z.strictObject({
  id: idSchema,
  period: z.enum(PERIODS).default('monthly'),
  /** What counts as one occasion: among the last n of the league, a yellow flag, or a veto. */
  occasion: z.union([
    z.strictObject({ bottom: z.int().min(1) }),
    z.strictObject({ flag: z.literal('yellow') }),
    z.strictObject({ veto: z.literal(true) }),
  ]),
  /** Any of these counts, in rankings of that period; `within` counts back over so many rankings. */
  when: z.array(countSchema).min(1),
  /** Only units of these leagues (S0: streets, towns and zones, not departments); every league if left out. */
  leagues: z.array(idSchema).min(1).optional(),
  /** Leagues whose thresholds are higher by so many (西安: municipal departments one later). */
  later: z.array(z.strictObject({ league: idSchema, by: z.int().min(1) })).default([]),
  propose: z.enum([
    'selfCriticism',
    'interview',
    'noticeOfCriticism',
    'accountability',
    'removal',
    'yellowCard',
    'specialReport',
    'transfer',
  ]),
  for: z.array(z.enum(CONTACT_ROLES)).min(1).default(['principal']),
  /** Units linked to this one share the consequence (同奖同罚). */
  sharedByLinked: z.boolean().default(true),
  basis: z.string().min(1),
});
export type AccountabilityRule = z.infer<typeof accountabilityRuleSchema>;
