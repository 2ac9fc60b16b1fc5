import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { createSnsCarrier, smsOriginationSchema } from '../shared/adapters/sns-carrier.ts';
import { createSnsTopicCarrier } from '../shared/adapters/sns-topic-carrier.ts';
import { type Equipment, tableEnvSchema } from './lambda-services.ts';

/** What the line to the carrier needs to know. */
const carrierEnvSchema = tableEnvSchema.extend({
  ...smsOriginationSchema.shape,
  /** Escalations go to this topic, where a gateway takes them from; without it SNS sends them to numbers itself. */
  ESCALATION_TOPIC_ARN: z
    .string()
    .regex(/^arn:[\w-]+:sns:/, 'give the ARN of a topic')
    .optional(),
});

/** An answer that takes longer leaves the outcome unknown; without a bound one would hold up all the others. */
const TIMEOUTS = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** The line to the carrier. */
export const CARRIER: Equipment<typeof carrierEnvSchema> = {
  env: carrierEnvSchema,
  ports: ({ ESCALATION_TOPIC_ARN: topicArn, ...origination }) => {
    // One attempt: a retry of the client's own would send again what may have been sent.
    const client = new SNSClient({ maxAttempts: 1, requestHandler: TIMEOUTS });
    const carrier = topicArn ? createSnsTopicCarrier({ client, topicArn }) : createSnsCarrier({ client, origination });
    return { carrier };
  },
};
