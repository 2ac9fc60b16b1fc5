import { SNSClient } from '@aws-sdk/client-sns';
import { createSnsCarrier } from '../shared/adapters/sns-carrier.ts';
import { type Equipment, tableEnvSchema } from './lambda-services.ts';

/** The line to the carrier. */
export const CARRIER: Equipment<typeof tableEnvSchema> = {
  env: tableEnvSchema,
  // One attempt: a retry of the client's own would send again what may have been sent.
  ports: () => ({ carrier: createSnsCarrier({ client: new SNSClient({ maxAttempts: 1 }) }) }),
};
