import { CfnOutput } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';
import { DirectSms } from '../constructs/direct-sms.ts';
import { EscalationTopic } from '../constructs/escalation-topic.ts';
import type { DataStack } from './data-stack.ts';

/** How SMS leave the stage, by its settings. */
export interface SmsLine {
  /** What the delivery is told of it. */
  readonly env: Readonly<Record<string, string>>;
  /** The one right that the delivery needs for it. */
  grantSend(role: IRole): void;
}

/** The line to the carrier: numbers that SNS sends to itself, or a topic for whoever subscribes. */
export function smsLine(scope: Construct, settings: StageSettings, { key, operators }: DataStack): SmsLine {
  if (settings.sms === 'numbers') {
    const origination = {
      SMS_SENDER_ID: settings.smsSenderId,
      SMS_ORIGINATION_NUMBER: settings.smsOriginationNumber,
      SMS_ENTITY_ID: settings.smsEntityId,
      SMS_TEMPLATE_ID: settings.smsTemplateId,
    };
    return new DirectSms(scope, 'DirectSms', { operators, origination });
  }
  const escalations = new EscalationTopic(scope, 'Escalations', { key, operators });
  new CfnOutput(scope, 'EscalationTopic', { value: escalations.topic.topicArn });
  return escalations;
}
