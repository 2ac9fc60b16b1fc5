import { CfnOutput, Duration } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { gatewayEnvSchema } from '../../functions/sms-gateway/env.ts';
import { TABLE_ACCESS } from '../cdk-access.ts';
import type { GatewayStage, StageSettings } from '../cdk-settings.ts';
import { DirectSms } from '../constructs/direct-sms.ts';
import { EscalationTopic } from '../constructs/escalation-topic.ts';
import { GATEWAY_ATTEMPTS, GatewayQueue } from '../constructs/gateway-queue.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import type { DataStack } from './data-stack.ts';

/** How SMS leave the stage, by its settings. */
export interface SmsLine {
  /** What the delivery is told of it. */
  readonly env: Readonly<Record<string, string>>;
  /** Gives the one right that the delivery needs for it. */
  readonly grantSend: (role: IRole) => void;
  readonly functions: readonly HouseFunction[];
}

/** The line to the carrier: numbers that SNS sends to itself, or a topic for whoever subscribes, a gateway for one. */
export function smsLine(scope: Construct, settings: StageSettings, data: DataStack): SmsLine {
  const { key, operators } = data;
  if (settings.sms === 'numbers') {
    const origination = {
      SMS_SENDER_ID: settings.smsSenderId,
      SMS_ORIGINATION_NUMBER: settings.smsOriginationNumber,
      SMS_ENTITY_ID: settings.smsEntityId,
      SMS_TEMPLATE_ID: settings.smsTemplateId,
    };
    const numbers = new DirectSms(scope, 'DirectSms', { operators, origination });
    return { env: numbers.env, grantSend: (role) => numbers.grantSend(role), functions: [] };
  }
  const escalations = new EscalationTopic(scope, 'Escalations', { key, operators });
  new CfnOutput(scope, 'EscalationTopic', { value: escalations.topic.topicArn });
  const line = { env: escalations.env, grantSend: (role: IRole) => escalations.grantSend(role) };
  if (settings.sms === 'topic') return { ...line, functions: [] };
  return { ...line, functions: [smsGateway(scope, settings, data, escalations)] };
}

/** A batch is five messages, each of which waits eight seconds for the gateway at most. */
const GATEWAY_TIMEOUT = Duration.seconds(60);

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
