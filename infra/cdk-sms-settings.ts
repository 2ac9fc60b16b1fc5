import * as z from 'zod';
import { templatesSchema } from '../functions/sms-gateway/env.ts';
import { smsOriginationSchema } from '../shared/adapters/sns-carrier.ts';
import { gatewayFilterSchema } from '../shared/adapters/sns-topic-carrier.ts';

/** A value that is data in a file, and JSON on the command line. */
const json = <Schema extends z.ZodType>(schema: Schema, example: string) =>
  z.preprocess((given, context) => {
    if (typeof given !== 'string') return given;
    try {
      return JSON.parse(given);
    } catch {
      context.addIssue({ code: 'custom', message: `write JSON, such as ${example}` });
      return z.NEVER;
    }
  }, schema);

const origination = smsOriginationSchema.shape;

/** SNS sends to telephone numbers itself, where a country allows it. */
export const numbersSettings = {
  sms: z.literal('numbers'),
  smsSenderId: origination.SMS_SENDER_ID,
  smsOriginationNumber: origination.SMS_ORIGINATION_NUMBER,
  smsEntityId: origination.SMS_ENTITY_ID,
  smsTemplateId: origination.SMS_TEMPLATE_ID,
  /** The log groups in which SNS notes what became of SMS: made here, there already, or not read. One stage an account. */
  smsDeliveryLog: z.enum(['new', 'existing', 'none']).optional(),
};

/** Escalations go to the topic, for subscribers of the office's own. */
export const topicSettings = { sms: z.literal('topic') };

const gateway = {
  smsSecret: z
    .string()
    .regex(
      /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/,
      'give the whole ARN of the secret, with the six characters at its end',
    ),
  smsSignName: z.string().regex(/^[^【】]{2,16}$/, 'a signature is 2 to 16 characters without 【】'),
  smsTemplates: json(
    templatesSchema.refine((templates) => JSON.stringify(templates).length <= 3000, {
      message: 'the templates have to fit into an environment of 4 KB; name at most 3000 characters of them',
    }),
    '{"default": {"id": "SMS_1", "params": [{"name": "dw", "value": "unit"}]}}',
  ),
  /** Only these escalations, by the values of their attributes; all of them where it is left out. */
  smsFilter: json(
    gatewayFilterSchema.refine((filter) => JSON.stringify(filter).length <= 3000, {
      message: 'the filter has to fit into an environment of 4 KB; name at most 3000 characters of values',
    }),
    '{"rung": ["summon", "refer"]}',
  ).optional(),
  smsEndpoint: z.url({ protocol: /^https?$/ }).optional(),
};

/** Escalations go to the topic, and from there to the gateway of a carrier in mainland China. */
export const aliyunSettings = { sms: z.literal('aliyun'), ...gateway };
export const tencentSettings = {
  sms: z.literal('tencent'),
  ...gateway,
  smsSdkAppId: z.string().regex(/^\d+$/, 'the id of the application is a number, as the console of Tencent shows it'),
  smsRegion: z.string().min(1).optional(),
};
