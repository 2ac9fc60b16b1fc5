import * as z from 'zod';
import { idSchema } from './unit-schema.ts';

/** The measures of the field by name; how each is computed stands in `measures/`. */
export const MEASURES = [
  'onTimeRate',
  'closingRate',
  'reworkRate',
  'extensionRate',
  'relapseRate',
  'averageHoursToClose',
  'overdueNow',
  'inspectionScore',
  'coverage',
  'taskCompletion',
  'methodRate',
] as const;
export type MeasureName = (typeof MEASURES)[number];

/** A measure narrowed to what a gate or a ranking asks of it. */
export const measureSpecSchema = z.strictObject({
  name: z.enum(MEASURES),
  /** Only problems of these categories. */
  categories: z.array(idSchema).min(1).optional(),
  /** `methodRate`: rectified by one of these methods (S4: self and assisted removal). */
  methods: z.array(z.string().min(1)).min(1).optional(),
  /** `methodRate`: the share of all problems recorded, or of those closed. */
  of: z.enum(['recorded', 'closed']).optional(),
});
export type MeasureSpec = z.infer<typeof measureSpecSchema>;
