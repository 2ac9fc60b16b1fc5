import * as z from 'zod';
import { idSchema } from '../campaign/unit-schema.ts';
import { INSPECTION_SOURCES, SEVERITIES } from '../campaign/vocabulary.ts';
import { instantSchema } from '../instant.ts';
import { photoSchema } from '../photo/photo-schema.ts';

const reason = z.string().trim().min(1, '须写明理由 / a reason is required').max(500);

/** What somebody may ask of a problem; who asks and when is added by the function that takes it in. */
export const problemCommandSchemas = {
  record: z.strictObject({
    type: z.literal('record'),
    problem: idSchema,
    campaign: idSchema,
    inspection: idSchema,
    category: idSchema,
    severity: z.enum(SEVERITIES),
    source: z.enum(INSPECTION_SOURCES),
    place: z.string().max(200),
    description: z.string().max(2000),
    checkpoint: idSchema.optional(),
    photos: z.array(photoSchema).max(9).optional(),
    /** The closed problem that came back, where it is too full to be reopened. */
    relapseOf: idSchema.optional(),
  }),
  /** With `dueAt` the deadline is a fact of an imported ledger; null: the ledger knows none. */
  dispatch: z.strictObject({ type: z.literal('dispatch'), unit: idSchema, dueAt: instantSchema.nullable().optional() }),
  acknowledge: z.strictObject({ type: z.literal('acknowledge') }),
  return: z.strictObject({ type: z.literal('return'), reason }),
  reassign: z.strictObject({ type: z.literal('reassign'), unit: idSchema, reason }),
  completeStage: z.strictObject({ type: z.literal('completeStage'), stage: z.string().min(1) }),
  fileRectification: z.strictObject({
    type: z.literal('fileRectification'),
    note: z.string().trim().min(1).max(2000),
    photos: z.array(photoSchema).max(9).default([]),
    method: z.string().min(1).max(40).optional(),
  }),
  verify: z.discriminatedUnion('pass', [
    z.strictObject({ type: z.literal('verify'), pass: z.literal(true), note: z.string().max(500).optional() }),
    z.strictObject({ type: z.literal('verify'), pass: z.literal(false), reason }),
  ]),
  /** The closing as an imported ledger tells it. */
  closeAsRecorded: z.strictObject({
    type: z.literal('closeAsRecorded'),
    settledAt: instantSchema,
    stated: z.enum(['onTime', 'late']).optional(),
  }),
  requestExtension: z.strictObject({ type: z.literal('requestExtension'), until: instantSchema, reason }),
  approveExtension: z.strictObject({ type: z.literal('approveExtension'), until: instantSchema.optional() }),
  refuseExtension: z.strictObject({ type: z.literal('refuseExtension'), reason }),
  park: z.strictObject({ type: z.literal('park'), until: instantSchema, reason }),
  resume: z.strictObject({ type: z.literal('resume') }),
  reopen: z.strictObject({ type: z.literal('reopen'), inspection: idSchema, unit: idSchema }),
  /** Came back, and goes on as another problem because this one is too full. */
  continue: z.strictObject({ type: z.literal('continue'), inspection: idSchema, as: idSchema }),
  merge: z.strictObject({ type: z.literal('merge'), into: idSchema }),
  appeal: z.strictObject({ type: z.literal('appeal'), reason }),
  upholdAppeal: z.strictObject({ type: z.literal('upholdAppeal'), reason }),
  rejectAppeal: z.strictObject({ type: z.literal('rejectAppeal'), reason }),
  void: z.strictObject({ type: z.literal('void'), reason }),
  rebase: z.strictObject({ type: z.literal('rebase'), dueAt: instantSchema, reason }),
  climb: z.strictObject({ type: z.literal('climb') }),
} as const;

type Schemas = typeof problemCommandSchemas;
/** `by` is `office:…`, `inspector:…`, `unit:<unit id>` or `system`. */
export type ProblemCommand = {
  [Name in keyof Schemas]: z.infer<Schemas[Name]> & { readonly at: string; readonly by: string };
}[keyof Schemas];
export type ProblemCommandOf<Name extends keyof Schemas> = Extract<ProblemCommand, { type: Name }>;
