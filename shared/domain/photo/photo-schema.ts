import * as z from 'zod';

/** How a finding or a rectification names a photo: where it lies, and what its bytes are. By itself, since most who need it need no command. */
export const photoSchema = z.strictObject({
  path: z.string().min(1).max(200),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
