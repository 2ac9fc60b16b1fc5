import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { createSnsCarrier, smsOriginationSchema } from '../shared/adapters/sns-carrier.ts';
import { createSnsTopicCarrier, gatewayFilterSchema } from '../shared/adapters/sns-topic-carrier.ts';
import { type Equipment, tableEnvSchema } from './lambda-services.ts';

/** What the line to the carrier needs to know. */
const carrierEnvSchema = tableEnvSchema.extend({
  ...smsOriginationSchema.shape,
  /** Escalations go to this topic, where a gateway takes them from; without it SNS sends them to numbers itself. */
  ESCALATION_TOPIC_ARN: z
    .string()
    .regex(/^arn:[\w-]+:sns:/, 'give the ARN of a topic')
    .optional(),
  /** JSON: what the stage's own gateway takes from that topic, by attribute; all of it is `{}`. Without it there is none. */
  GATEWAY_TAKES: z.string().optional(),
});

/** An answer that takes longer leaves the outcome unknown; without a bound one would hold up all the others. */
const TIMEOUTS = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The line to the carrier. */
export const CARRIER: Equipment<typeof carrierEnvSchema> = {
  env: carrierEnvSchema,
  ports: ({ ESCALATION_TOPIC_ARN: topicArn, GATEWAY_TAKES: takes, ...origination }) => {
    // One attempt: a retry of the client's own would send again what may have been sent.
    const client = new SNSClient({ maxAttempts: 1, requestHandler: TIMEOUTS });
    if (!topicArn) return { carrier: createSnsCarrier({ client, origination }) };
    const gateway = takes === undefined ? undefined : gatewayFilterSchema.parse(JSON.parse(takes));
    return { carrier: createSnsTopicCarrier({ client, topicArn, gateway }) };
  },
};
