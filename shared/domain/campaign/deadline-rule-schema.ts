import * as z from 'zod';
import { bilingual } from '../bilingual.ts';
import { parseWorkTime, workTimeSchema } from '../calendar/work-time.ts';
import { idSchema } from './unit-schema.ts';
import { INSPECTION_SOURCES, SEVERITIES } from './vocabulary.ts';

const withinSchema = workTimeSchema.refine(
  (text) => parseWorkTime(text).amount > 0,
  bilingual('时限从派遣起算，应大于 0', 'a deadline lies after the dispatch, so more than 0'),
);

/** The first rule that fits a problem sets its deadline; the last one must fit every problem. */
export const deadlineRuleSchema = z.strictObject({
  id: idSchema,
  categories: z.array(idSchema).min(1).optional(),
  severities: z.array(z.enum(SEVERITIES)).min(1).optional(),
  sources: z.array(z.enum(INSPECTION_SOURCES)).min(1).optional(),
  within: withinSchema,
  /** Staged deadlines 围护 → 修复 → 恢复, all counted from dispatch; the last is the due date and equals `within`. */
  stages: z
    .array(z.strictObject({ name: z.string().min(1), within: withinSchema }))
    .min(2)
    .optional(),
  /** The document this rule rests on. */
  basis: z.string().min(1).optional(),
});
export type DeadlineRule = z.infer<typeof deadlineRuleSchema>;
