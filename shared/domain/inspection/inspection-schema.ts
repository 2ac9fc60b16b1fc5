import * as z from 'zod';
import { idSchema } from '../campaign/unit-schema.ts';
import { INSPECTION_SOURCES, SEVERITIES } from '../campaign/vocabulary.ts';
import { instantSchema } from '../instant.ts';
import { photoSchema } from '../photo/photo-schema.ts';

/** One problem as the inspector saw it. */
export const findingSchema = z.strictObject({
  category: idSchema,
  /** Left out: the category's own. */
  severity: z.enum(SEVERITIES).optional(),
  place: z.string().trim().min(1).max(200),
  description: z.string().trim().min(1).max(2000),
  photos: z.array(photoSchema).max(9).optional(),
  checkpoint: idSchema.optional(),
  /** Another unit than the one inspected is responsible. */
  unit: idSchema.optional(),
  /** Goes to the pool 待派遣 until the office knows whose it is. */
  pool: z.boolean().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** What a checkpoint was worth on this visit: a mark of the standard, or points. */
export const checkpointResultSchema = z.union([
  z.strictObject({ checkpoint: idSchema, mark: z.string().min(1) }),
  z.strictObject({ checkpoint: idSchema, points: z.number().min(0) }),
]);

export type CheckpointResult = z.infer<typeof checkpointResultSchema>;

/** One visit to one unit, or one report that came in 检查. The sender gives the id, so that sending twice is harmless. */
export const inspectionSchema = z.strictObject({
  id: idSchema,
  unit: idSchema,
  source: z.enum(INSPECTION_SOURCES),
  /** When it took place; not later than its arrival. */
  at: instantSchema,
  inspector: z.string().max(40).optional(),
  findings: z.array(findingSchema).max(40).default([]),
  results: z.array(checkpointResultSchema).max(1500).default([]),
});
export type Inspection = z.infer<typeof inspectionSchema>;
