import * as z from 'zod';
import { dateSchema } from '../instant.ts';
import { measureSpecSchema } from './measure-schema.ts';
import { idSchema } from './unit-schema.ts';
import { PHASES } from './vocabulary.ts';

/** What happens when a gate is missed: carry on, move the phase's end once, or escalate to the principals. */
export const onMissSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('proceed') }),
  z.strictObject({ do: z.literal('extend'), days: z.int().min(1).max(60) }),
  z.strictObject({ do: z.literal('escalate') }),
]);

export const gateSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  /** Assessed at the end of this day in the campaign's zone. */
  on: dateSchema,
  measure: measureSpecSchema,
  /** From when on it is measured: the campaign's first day, or that of the gate's own phase. */
  since: z.enum(['campaign', 'phase']).default('campaign'),
  /** In the measure's own unit: rates from 0 to 1, scores from 0 to 100. */
  target: z.union([z.strictObject({ atLeast: z.number() }), z.strictObject({ atMost: z.number() })]),
  onMiss: onMissSchema.default({ do: 'proceed' }),
});
export type Gate = z.infer<typeof gateSchema>;

/** A dated part of a phase; the end day is included. */
export const stepSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  starts: dateSchema,
  ends: dateSchema,
});
export type Step = z.infer<typeof stepSchema>;

/** Something units owe by a date that is no problem: a letter, a meeting, a report, papers, a milestone (S3, S4). */
export const taskSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  kind: z.enum(['letter', 'meeting', 'report', 'papers', 'archive', 'survey', 'milestone']),
  /** Owed by the close of business of this day; with `every: week` this is the first of a weekly row. */
  due: dateSchema,
  every: z.enum(['week']).optional(),
  /** Unit ids, or every unit. */
  units: z.union([z.literal('all'), z.array(idSchema).min(1)]).default('all'),
  /** A late task is urged by SMS as well as flagged. */
  escalate: z.boolean().default(false),
});
export type Task = z.infer<typeof taskSchema>;

/** Both days included. */
export const phaseSchema = z.strictObject({
  phase: z.enum(PHASES),
  name: z.string().min(1).optional(),
  starts: dateSchema,
  ends: dateSchema,
  steps: z.array(stepSchema).default([]),
  gates: z.array(gateSchema).default([]),
  tasks: z.array(taskSchema).default([]),
});
export type Phase = z.infer<typeof phaseSchema>;
