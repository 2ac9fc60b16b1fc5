import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import { lambdaServices } from '../lambda-services.ts';
import { readEnv } from '../read-env.ts';
import { receiptsEnvSchema } from './env.ts';
import { type ReceiptEvent, takeEvent } from './take-event.ts';

const env = readEnv(receiptsEnvSchema, process.env);
const services = lambdaServices(env, () => ({}));
const logger = new Logger({ serviceName: 'sms-receipts' });

/** `POST /sms-receipts/{provider}/{token}` and the log in which SNS notes deliveries lead here. */
export const handler = middy<ReceiptEvent, object>().handler((event) =>
  takeEvent(event, env.RECEIPT_TOKEN, services(), logger),
);
