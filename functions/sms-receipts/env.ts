import * as z from 'zod';
import { tableEnvSchema } from '../lambda-services.ts';

/** The environment of the receipts. */
export const receiptsEnvSchema = tableEnvSchema.extend({
  /** The secret that holds `receiptToken`; none where SNS itself sends and no gateway calls. */
  SMS_SECRET_ID: z.string().min(1).optional(),
});

/** Gateways sign nothing, so the address they call bears a secret: at least 128 random bits. */
export const receiptSecretSchema = z.object({ receiptToken: z.string().regex(/^[\w-]{22,}$/) });
