import * as z from 'zod';
import { RUNGS } from '../../shared/domain/campaign/vocabulary.ts';
import { TEMPLATE_PARAMS } from '../../shared/domain/escalation/template-params.ts';
import { tableEnvSchema } from '../lambda-services.ts';

/** A template as the carrier registered it, and our values in the order or under the names it has them. */
const templateSchema = z.strictObject({
  id: z.string().min(1),
  /** For Aliyun the names in the template and what fills them, for Tencent only the order counts. */
  params: z.array(z.strictObject({ name: z.string().min(1), value: z.enum(TEMPLATE_PARAMS) })).max(10),
});
export type Template = z.infer<typeof templateSchema>;

/** Mainland carriers send registered templates only: one for each rung, or `default` for those without. */
export const templatesSchema = z
  .partialRecord(z.enum([...RUNGS, 'default']), templateSchema)
  .refine((templates) => Object.keys(templates).length > 0, 'name a template for each rung, or one as default');
export type Templates = z.infer<typeof templatesSchema>;

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'write JSON: {"default": {"id": "SMS_1", "params": [...]}}' });
    return z.NEVER;
  }
});

/** The environment of the gateway as the stack fills it in, in texts. */
export const gatewayEnvSchema = tableEnvSchema.extend({
  SMS_PROVIDER: z.enum(['aliyun', 'tencent']),
  /** The secret that holds `keyId` and `keySecret`, the access key. */
  SMS_SECRET_ID: z.string().min(1),
  /** The registered signature, without 【】. */
  SMS_SIGN_NAME: z.string().min(2),
  /** JSON: for each rung, or `default`, the id of a template and its params. */
  SMS_TEMPLATES: z.string().min(2),
  /** Where the gateway listens; another one for tests and private lines. */
  SMS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  /** How long an answer is waited for, in ms; beyond it the outcome is unknown. */
  SMS_TIMEOUT_MS: z.string().optional(),
  /** As many as the queue's `maxReceiveCount`: at the last one a message that a busy gateway did not take is withdrawn. */
  SMS_MAX_ATTEMPTS: z.string().optional(),
  /** Of Tencent alone. */
  SMS_SDK_APP_ID: z.string().optional(),
  SMS_REGION: z.string().optional(),
});

const common = {
  SMS_TEMPLATES: json.pipe(templatesSchema),
  SMS_TIMEOUT_MS: z.coerce.number().int().min(500).max(20_000).default(12_000),
  SMS_MAX_ATTEMPTS: z.coerce.number().int().min(1).max(100).default(5),
};

/** The environment as it is worked with. */
export const gatewaySettingsSchema = z.discriminatedUnion('SMS_PROVIDER', [
  gatewayEnvSchema.extend({ SMS_PROVIDER: z.literal('aliyun'), ...common }),
  gatewayEnvSchema.extend({
    SMS_PROVIDER: z.literal('tencent'),
    ...common,
    SMS_SDK_APP_ID: z.string().min(1),
    SMS_REGION: z.string().min(1).default('ap-guangzhou'),
  }),
]);
export type GatewaySettings = z.infer<typeof gatewaySettingsSchema>;

/** What the secret holds. */
export const accessKeySchema = z.object({ keyId: z.string().min(1), keySecret: z.string().min(1) });
