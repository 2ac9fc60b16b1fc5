import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { REPORT_MS } from '../../functions/escalation-delivery/send-message.ts';
import { gatewaySettingsSchema } from '../../functions/sms-gateway/env.ts';
import { propertiesOf, resourcesOf, synthesise, synthesiseWith } from '../support/synthesised-stage.ts';

const { dataTemplate, serviceTemplate } = synthesise('gateway');
const [gateway] = propertiesOf(serviceTemplate, 'AWS::Lambda::Function').filter(({ Description }) =>
  Description.startsWith('Gives escalations to the gateway'),
);
const queues = resourcesOf(serviceTemplate, 'AWS::SQS::Queue');
const [queueId = '', queue] =
  Object.entries(queues).find(([id, { Properties }]) => id.startsWith('GatewayQueue') && Properties.RedrivePolicy) ??
  [];

describe('the gateway of a carrier', () => {
  it('is in no stage whose settings name none', () => {
    for (const { serviceTemplate: other } of [synthesise('prod'), synthesiseWith({ sms: 'topic' })]) {
      expect(Object.keys(resourcesOf(other, 'AWS::Lambda::Function')).join()).not.toContain('SmsGateway');
      expect(propertiesOf(other, 'AWS::SNS::Subscription')).toEqual([]);
    }
  });
  it('starts with what the settings say', () => {
    const { TABLE_NAME: _, ...told } = gateway.Environment.Variables;
    expect(gatewaySettingsSchema.parse({ ...told, TABLE_NAME: 't' })).toMatchObject({
      SMS_PROVIDER: 'aliyun',
      SMS_SIGN_NAME: '云岭创卫办',
      SMS_TEMPLATES: { default: { id: 'SMS_100000001' } },
    });
  });
  it('of Tencent knows its application and region', () => {
    const stage = synthesiseWith({
      sms: 'tencent',
      smsSecret: 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:sms-AbCdEf',
      smsSignName: '县创卫办',
      smsTemplates: { default: { id: '1', params: [] } },
      smsSdkAppId: '1400000001',
      smsRegion: 'ap-beijing',
    });
    const variables = propertiesOf(stage.serviceTemplate, 'AWS::Lambda::Function').map(
      (one) => one.Environment.Variables,
    );
    expect(variables).toContainEqual(
      expect.objectContaining({ SMS_PROVIDER: 'tencent', SMS_SDK_APP_ID: '1400000001', SMS_REGION: 'ap-beijing' }),
    );
  });
  it('has tried a message for the last time before the delivery asks what became of it', () => {
    const { VisibilityTimeout, RedrivePolicy } = queue?.Properties ?? {};
    expect(RedrivePolicy.maxReceiveCount * VisibilityTimeout * 1000).toBeLessThan(REPORT_MS);
  });
  it('is known to the delivery, with what its filter lets through', () => {
    const takes = (template: Template) =>
      propertiesOf(template, 'AWS::Lambda::Function').flatMap(
        ({ Environment }) => Environment?.Variables.GATEWAY_TAKES ?? [],
      );
    const { serviceTemplate: filtered } = synthesiseWith({
      settings: 'infra/stacks/settings.example.json',
      smsFilter: '{"rung":["summon","refer"]}',
    });
    expect([takes(serviceTemplate), takes(filtered)]).toEqual([['{}'], ['{"rung":["summon","refer"]}']]);
    expect(takes(synthesiseWith({ sms: 'topic' }).serviceTemplate)).toEqual([]);
  });
  it('gives up on a message at the same attempt as its queue', () => {
    expect(queue?.Properties.RedrivePolicy.maxReceiveCount).toBe(
      Number(gateway.Environment.Variables.SMS_MAX_ATTEMPTS),
    );
  });
  it('has time for a batch of five, and its queue six times as long', () => {
    const slowest =
      5 * gatewaySettingsSchema.parse({ ...gateway.Environment.Variables, TABLE_NAME: 't' }).SMS_TIMEOUT_MS;
    expect(gateway.Timeout * 1000).toBeGreaterThan(slowest);
    expect(queue?.Properties.VisibilityTimeout).toBe(6 * gateway.Timeout);
    serviceTemplate.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [queueId, 'Arn'] },
      BatchSize: 5,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('the queue before the gateway', () => {
  it('and the one behind it hold telephone numbers, so they lie under the key', () => {
    const own = Object.entries(queues).filter(([id]) => id.startsWith('GatewayQueue'));
    expect(own).toHaveLength(2);
    for (const [, { Properties }] of own) expect(Properties.KmsMasterKeyId).toBeDefined();
  });
  it('takes all escalations of the topic, and gives what cannot be queued to a person', () => {
    const [subscription] = propertiesOf(serviceTemplate, 'AWS::SNS::Subscription');
    expect(subscription).toMatchObject({
      Protocol: 'sqs',
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^GatewayQueueFailed/), 'Arn'] } },
    });
    expect(subscription.FilterPolicy).toBeUndefined();
  });
  it('takes those alone that a filter lets through', () => {
    const { serviceTemplate: filtered } = synthesiseWith({
      settings: 'infra/stacks/settings.example.json',
      smsFilter: '{"rung":["summon","refer"]}',
    });
    filtered.hasResourceProperties('AWS::SNS::Subscription', { FilterPolicy: { rung: ['summon', 'refer'] } });
  });
  it('lets this topic in and nobody else', () => {
    const policies = propertiesOf(serviceTemplate, 'AWS::SQS::QueuePolicy').filter(({ Queues }) =>
      Queues[0].Ref.startsWith('GatewayQueue'),
    );
    for (const { PolicyDocument } of policies) {
      const allowed = PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
      expect(allowed).toMatchObject([
        { Action: 'sqs:SendMessage', Condition: { ArnEquals: { 'aws:SourceArn': { Ref: expect.any(String) } } } },
      ]);
    }
    expect(policies).toHaveLength(2);
  });
  it('is under a key that lets the topics of this account send, and does so only here', () => {
    const statement = Match.objectLike({
      Principal: { Service: 'sns.amazonaws.com' },
      Condition: { ArnLike: { 'aws:SourceArn': Match.anyValue() } },
    });
    const policy = { KeyPolicy: { Statement: Match.arrayWith([statement]) } };
    dataTemplate.hasResourceProperties('AWS::KMS::Key', policy);
    synthesise('prod').dataTemplate.resourcePropertiesCountIs('AWS::KMS::Key', policy, 0);
  });
});
