import { CfnOutput, Duration } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ZodObject } from 'zod';
import { gatewayEnvSchema } from '../../functions/sms-gateway/env.ts';
import { receiptsEnvSchema } from '../../functions/sms-receipts/env.ts';
import { TABLE_ACCESS } from '../cdk-access.ts';
import { deliveryLogOf, type GatewayStage, type NumbersStage, type StageSettings } from '../cdk-settings.ts';
import { DirectSms } from '../constructs/direct-sms.ts';
import { EscalationTopic } from '../constructs/escalation-topic.ts';
import { GATEWAY_ATTEMPTS, GatewayQueue } from '../constructs/gateway-queue.ts';
import { HouseFunction, type HouseFunctionProps } from '../constructs/house-function.ts';
import type { Served, ServedRoute } from '../constructs/public-api.ts';
import { watchSms } from '../constructs/sms-alarms.ts';
import { SmsDeliveryLog } from '../constructs/sms-delivery-log.ts';
import type { DataStack } from './data-stack.ts';

/** How SMS leave the stage, by its settings. */
export interface SmsLine {
  /** What the delivery is told of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Gives the one right that the delivery needs for it. */
  readonly grantSend: (role: IRole) => void;
  readonly functions: readonly HouseFunction[];
  /** What of it answers HTTP. */
  readonly served: readonly Served[];
}

/** The line to the carrier: numbers that SNS sends to itself, or a topic for whoever subscribes, a gateway for one. */
export function smsLine(scope: Construct, settings: StageSettings, data: DataStack): SmsLine {
  const { key, operators } = data;
  if (settings.sms === 'numbers') return numbersLine(scope, settings, data);
  const escalations = new EscalationTopic(scope, 'Escalations', { key, operators });
  new CfnOutput(scope, 'EscalationTopic', { value: escalations.topic.topicArn });
  const line = { env: escalations.env, grantSend: (role: IRole) => escalations.grantSend(role) };
  if (settings.sms === 'topic') return { ...line, functions: [], served: [] };
  const gateway = smsGateway(scope, settings, data, escalations);
  const receipts = smsReceipts(scope, settings, data, { caller: 'waits', env: { SMS_SECRET_ID: settings.smsSecret } });
  grantSecret(receipts.role, settings);
  const env = { ...line.env, GATEWAY_TAKES: JSON.stringify(settings.smsFilter ?? {}) };
  return { ...line, env, functions: [gateway, receipts], served: [{ routes: [RECEIPTS], by: receipts }] };
}

/** Open to whoever knows the token in it. */
const RECEIPTS: ServedRoute = {
  method: 'POST',
  path: '/sms-receipts/{provider}/{token}',
  operationId: 'takeSmsReceipts',
  access: 'public',
};

function numbersLine(scope: Construct, settings: NumbersStage, data: DataStack): SmsLine {
  const { key, operators } = data;
  const origination = {
    SMS_SENDER_ID: settings.smsSenderId,
    SMS_ORIGINATION_NUMBER: settings.smsOriginationNumber,
    SMS_ENTITY_ID: settings.smsEntityId,
    SMS_TEMPLATE_ID: settings.smsTemplateId,
  };
  const numbers = new DirectSms(scope, 'DirectSms', { operators, origination });
  const line = { env: numbers.env, grantSend: (role: IRole) => numbers.grantSend(role), served: [] };
  const log = deliveryLogOf(settings);
  if (log === 'none') return { ...line, functions: [] };
  const receipts = smsReceipts(scope, settings, data, { caller: { handsOver: { key, article: 'receipts-failed' } } });
  new SmsDeliveryLog(scope, 'SmsDeliveryLog', { settings, key, made: log === 'new', receipts });
  return { ...line, functions: [receipts] };
}

/** The receipts, from whom they come and with what is needed for that. */
function smsReceipts(
  scope: Construct,
  settings: StageSettings,
  { operators, table }: DataStack,
  { env, ...from }: Pick<HouseFunctionProps<ZodObject>, 'caller'> & { readonly env?: { SMS_SECRET_ID: string } },
): HouseFunction {
  const receipts = new HouseFunction(scope, 'SmsReceipts', {
    settings,
    operators,
    ...from,
    entry: 'sms-receipts/handler',
    description: 'Notes what became of SMS',
    errorImpact: 'The office takes SMS for sent that nobody received.',
    env: { schema: receiptsEnvSchema, values: { TABLE_NAME: table.table.tableName, ...env } },
    timeout: Duration.seconds(29),
  });
  table.grant(receipts.role, TABLE_ACCESS.smsReceipts);
  watchSms(operators, 'receipts', receipts);
  return receipts;
}

/** A batch is five messages, each of which waits twelve seconds for the gateway at most. */
const GATEWAY_TIMEOUT = Duration.seconds(75);

function smsGateway(
  scope: Construct,
  settings: GatewayStage,
  { key, operators, table }: DataStack,
  { topic }: EscalationTopic,
): HouseFunction {
  const gateway = new HouseFunction(scope, 'SmsGateway', {
    settings,
    operators,
    caller: 'waits',
    entry: 'sms-gateway/handler',
    description: 'Gives escalations to the gateway of a carrier, each once',
    errorImpact: 'Units are not told of what is due, while their deadlines run.',
    env: { schema: gatewayEnvSchema, values: { TABLE_NAME: table.table.tableName, ...gatewayEnv(settings) } },
    timeout: GATEWAY_TIMEOUT,
  });
  table.grant(gateway.role, TABLE_ACCESS.smsGateway);
  watchSms(operators, 'gateway', gateway);
  grantSecret(gateway.role, settings);
  const filter = settings.smsFilter;
  const timeout = GATEWAY_TIMEOUT;
  new GatewayQueue(scope, 'GatewayQueue', { key, operators, topic, filter, timeout }).feed(gateway);
  return gateway;
}

const gatewayEnv = (settings: GatewayStage) => ({
  SMS_PROVIDER: settings.sms,
  SMS_SECRET_ID: settings.smsSecret,
  SMS_SIGN_NAME: settings.smsSignName,
  SMS_TEMPLATES: JSON.stringify(settings.smsTemplates),
  SMS_MAX_ATTEMPTS: String(GATEWAY_ATTEMPTS),
  ...(settings.smsEndpoint && { SMS_ENDPOINT: settings.smsEndpoint }),
  ...(settings.sms === 'tencent' && { SMS_SDK_APP_ID: settings.smsSdkAppId }),
  ...(settings.sms === 'tencent' && settings.smsRegion && { SMS_REGION: settings.smsRegion }),
});

/** Reading the one secret of the stage; under Secrets Manager's own key, which asks for no right. */
const grantSecret = (role: IRole, { smsSecret }: GatewayStage): void =>
  void role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [smsSecret] }),
  );
