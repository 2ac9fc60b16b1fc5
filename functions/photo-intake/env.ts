import * as z from 'zod';

/** So often the queue brings one notice; it is set up by the same number. */
export const PHOTO_ATTEMPTS = 3;

/** The environment of the function; the stack fills in the same schema. */
export const photoIntakeEnvSchema = z.object({
  /** The bucket of photos, which holds what is shown of them as well. */
  PHOTO_BUCKET: z.string().min(1),
});
