import * as z from 'zod';

/** What is kept of a photo that can't be shown, for those who ask for it later. */
export const photoRefusalSchema = z.object({
  reason: z.enum(['not-a-photo', 'too-many-pixels', 'damaged', 'unsupported', 'too-costly']),
  zh: z.string(),
  en: z.string(),
});
export type PhotoRefusal = z.infer<typeof photoRefusalSchema>;
