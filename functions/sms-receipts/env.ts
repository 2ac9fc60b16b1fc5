import * as z from 'zod';
import { tableEnvSchema } from '../lambda-services.ts';

/** The environment of the receipts: gateways sign nothing, so their address bears a secret. */
export const receiptsEnvSchema = tableEnvSchema.extend({
  RECEIPT_TOKEN: z.string().regex(/^[\w-]{22,}$/, 'use at least 22 letters, digits, - and _: 128 random bits'),
});
