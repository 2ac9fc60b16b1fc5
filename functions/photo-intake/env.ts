import * as z from 'zod';

/** The environment of the function; the stack fills in the same schema. */
export const photoIntakeEnvSchema = z.object({
  /** The bucket of photos, which holds what is shown of them as well. */
  PHOTO_BUCKET: z.string().min(1),
});
