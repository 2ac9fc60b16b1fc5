import * as z from 'zod';
import { idSchema } from '../campaign/unit-schema.ts';

const checkpointSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  points: z.number().positive(),
  veto: z.boolean().default(false),
  lead: idSchema.optional(),
  cooperating: z.array(idSchema).default([]),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

const subItemSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  points: z.number().positive(),
  checkpoints: z.array(checkpointSchema).min(1),
});
const itemSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  points: z.number().positive(),
  subItems: z.array(subItemSchema).min(1),
});
const domainSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  points: z.number().positive(),
  items: z.array(itemSchema).min(1),
});

/**
 * A standard 考核标准: domain → item → sub-item → checkpoint, points adding up at every level.
 * Marks turn what an inspector writes (pass, A, 基本达标) into a share of a checkpoint's points;
 * verdicts turn the total into 达标 or 基本达标, and a mark that must not occur withholds one.
 */
export const standardSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  source: z.string().min(1),
  points: z.number().positive(),
  marks: z.record(z.string().min(1), z.number().min(0).max(1)).default({ pass: 1, fail: 0 }),
  verdicts: z
    .array(
      z.strictObject({
        verdict: z.enum(['met', 'basicallyMet']),
        atLeast: z.number(),
        without: z.array(z.string()).default([]),
      }),
    )
    .default([]),
  domains: z.array(domainSchema).min(1),
});
export type Standard = z.infer<typeof standardSchema>;
