import * as z from 'zod';

/** An address by which whoever has it may download one file, for a short time. */
export const offerSchema = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
