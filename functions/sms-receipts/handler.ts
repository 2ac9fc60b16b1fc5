import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import { createSecretReader } from '../../shared/adapters/aws-secrets.ts';
import { CLIENT_TIMEOUTS } from '../client-timeouts.ts';
import { lambdaServices } from '../lambda-services.ts';
import { metricsLine } from '../metrics-line.ts';
import { readEnv } from '../read-env.ts';
import { receiptSecretSchema, receiptsEnvSchema } from './env.ts';
import { type ReceiptEvent, takeEvent } from './take-event.ts';

const env = readEnv(receiptsEnvSchema, process.env);
const services = lambdaServices(env, () => ({}));
const logger = new Logger({ serviceName: 'sms-receipts' });
const { SMS_SECRET_ID: secretId } = env;
const secret =
  secretId === undefined
    ? noGateway
    : createSecretReader({
        client: new SecretsManagerClient({ requestHandler: CLIENT_TIMEOUTS }),
        secretId,
        schema: receiptSecretSchema,
      });

/** `POST /sms-receipts/{provider}/{token}` and the log in which SNS notes deliveries lead here. */
export const handler = middy<ReceiptEvent, object>().handler(async (event, { functionName }) => {
  const called = await services();
  const token = async () => (await secret()).receiptToken;
  const count = (counts: Readonly<Record<string, number>>) =>
    process.stdout.write(metricsLine(counts, { at: called.clock.now(), functionName }) ?? '');
  return takeEvent(event, { token, count, logger }, called);
});

async function noGateway(): Promise<never> {
  throw new Error('this stage has no gateway that could call; name the secret of one in SMS_SECRET_ID');
}
