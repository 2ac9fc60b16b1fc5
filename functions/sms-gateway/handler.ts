import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createSecretReader } from '../../shared/adapters/aws-secrets.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createGatewayBook } from '../../shared/stores/gateway-book.ts';
import { CLIENT_TIMEOUTS } from '../client-timeouts.ts';
import { lambdaServices } from '../lambda-services.ts';
import { metricsLine } from '../metrics-line.ts';
import { readEnv } from '../read-env.ts';
import { aliyun } from './aliyun.ts';
import { accessKeySchema, gatewaySettingsSchema } from './env.ts';
import { httpsLine } from './line.ts';
import type { Provider } from './provider.ts';
import type { AccessKey } from './sign.ts';
import { takeBatch } from './take-batch.ts';
import { tencent } from './tencent.ts';

const env = readEnv(gatewaySettingsSchema, process.env);
const services = lambdaServices(env, () => ({}));
const logger = new Logger({ serviceName: 'sms-gateway' });
const accessKey = createSecretReader({
  client: new SecretsManagerClient({ requestHandler: CLIENT_TIMEOUTS }),
  secretId: env.SMS_SECRET_ID,
  schema: accessKeySchema,
});

/** A queue that subscribes to the topic of escalations leads here. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async (event, { functionName }) => {
  const called = await services();
  const { items, ids } = called;
  // A provider takes requests that are dated by its own time, whatever this stage's clock shows.
  const clock = systemClock;
  const { keyId, keySecret } = await accessKey();
  const { SMS_TEMPLATES: templates, SMS_MAX_ATTEMPTS: maxAttempts, SMS_TIMEOUT_MS } = env;
  const provider = providerOf({ id: keyId, secret: keySecret });
  const book = createGatewayBook(items);
  const tools = { provider, templates, line: httpsLine(SMS_TIMEOUT_MS), book, clock, ids, maxAttempts };
  const { counts, ...response } = await takeBatch(event, tools, called, logger);
  process.stdout.write(metricsLine(counts, { at: clock.now(), functionName }) ?? '');
  return response;
});

function providerOf(key: AccessKey): Provider {
  const common = { key, signName: env.SMS_SIGN_NAME, endpoint: env.SMS_ENDPOINT };
  if (env.SMS_PROVIDER === 'aliyun') return aliyun(common);
  return tencent({ ...common, appId: env.SMS_SDK_APP_ID, region: env.SMS_REGION });
}
