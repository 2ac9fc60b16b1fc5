import { Logger } from '@aws-lambda-powertools/logger';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { createGatewayBook } from '../../shared/stores/gateway-book.ts';
import { lambdaServices } from '../lambda-services.ts';
import { readEnv } from '../read-env.ts';
import { aliyun } from './aliyun.ts';
import { type GatewayEnv, gatewayEnvSchema } from './env.ts';
import { httpsLine } from './line.ts';
import type { Provider } from './provider.ts';
import type { AccessKey } from './sign.ts';
import { takeBatch } from './take-batch.ts';
import { tencent } from './tencent.ts';

const env = readEnv(gatewayEnvSchema, process.env);
const provider = providerOf(env, readKey(env));
const services = lambdaServices(env, () => ({}));
const logger = new Logger({ serviceName: 'sms-gateway' });

/** A queue that subscribes to the topic of escalations leads here. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler((event) => {
  const { items, clock, ids } = services();
  const { SMS_TEMPLATES: templates, SMS_MAX_ATTEMPTS: maxAttempts, SMS_TIMEOUT_MS } = env;
  const book = createGatewayBook(items);
  const tools = { provider, templates, line: httpsLine(SMS_TIMEOUT_MS), book, clock, ids, maxAttempts };
  return takeBatch(event, tools, services(), logger);
});

function readKey({ SMS_KEY_ID_VARIABLE: id, SMS_KEY_SECRET_VARIABLE: secret }: GatewayEnv): AccessKey {
  const found = readEnv(z.object({ [id]: z.string().min(1), [secret]: z.string().min(1) }), process.env);
  return { id: found[id] ?? '', secret: found[secret] ?? '' };
}

function providerOf(settings: GatewayEnv, key: AccessKey): Provider {
  const common = { key, signName: settings.SMS_SIGN_NAME, endpoint: settings.SMS_ENDPOINT };
  if (settings.SMS_PROVIDER === 'aliyun') return aliyun(common);
  return tencent({ ...common, appId: settings.SMS_SDK_APP_ID, region: settings.SMS_REGION });
}
