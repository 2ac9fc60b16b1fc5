import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { propertiesOf, resourcesOf, synthesise, synthesiseWith } from '../support/synthesised-stage.ts';

const gateway = synthesise('gateway').serviceTemplate;
const prod = synthesise('prod').serviceTemplate;
const ROUTE = 'POST /sms-receipts/{provider}/{token}';
const NAMES = ['DirectPublishToPhoneNumber', 'DirectPublishToPhoneNumber/Failure'];

const receiptsIn = (template: Template) =>
  Object.entries(resourcesOf(template, 'AWS::Lambda::Function')).filter(([id]) => id.startsWith('SmsReceipts'));

/** Log groups that something is subscribed to or made for, by the part of their name that SNS gives. */
const groupsOf = (properties: ReadonlyArray<{ LogGroupName?: { 'Fn::Join': [string, string[]] } }>) =>
  properties.flatMap(({ LogGroupName }) => {
    const last = LogGroupName?.['Fn::Join']?.[1].at(-1);
    return last?.startsWith('/Direct') ? [last.slice(1)] : [];
  });

describe('receipts of a gateway', () => {
  it('come over a route that asks for no sign-in, to a function that knows the secret of its address', () => {
    gateway.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: ROUTE, AuthorizationType: 'NONE' });
    const [[, receipts] = []] = receiptsIn(gateway);
    expect(receipts?.Properties).toMatchObject({
      Environment: { Variables: { SMS_SECRET_ID: expect.stringMatching(/^arn:aws:secretsmanager:/) } },
    });
  });
  it('leave their token in no access log, which names routes and not paths', () => {
    const [stage] = propertiesOf(gateway, 'AWS::ApiGatewayV2::Stage');
    const fields = Object.values(JSON.parse(stage.AccessLogSettings.Format));
    expect(fields).toContain('$context.routeKey');
    for (const field of fields) expect(field).not.toMatch(/path|requestOverride|domain|referer/i);
  });
  it('have no route where no gateway is', () => {
    const keys = propertiesOf(prod, 'AWS::ApiGatewayV2::Route').map(({ RouteKey }) => RouteKey);
    expect(keys).not.toContain(ROUTE);
    expect(receiptsIn(synthesiseWith({ sms: 'topic' }).serviceTemplate)).toEqual([]);
  });
});

describe('receipts of SNS', () => {
  it('come from both groups of its delivery log, to a function without a secret', () => {
    const [[id, receipts] = []] = receiptsIn(prod);
    const subscriptions = propertiesOf(prod, 'AWS::Logs::SubscriptionFilter');
    expect(subscriptions.map(({ DestinationArn }) => DestinationArn)).toEqual(
      Array(2).fill({ 'Fn::GetAtt': [id, 'Arn'] }),
    );
    expect(Object.keys(receipts?.Properties.Environment.Variables)).toEqual(['TABLE_NAME']);
    expect(groupsOf(propertiesOf(prod, 'AWS::Logs::LogGroup'))).toEqual(NAMES);
  });
  it('are written by SNS on behalf of this account alone, into these groups alone', () => {
    prod.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'sns.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ],
      },
    });
    const [, policy] =
      Object.entries(resourcesOf(prod, 'AWS::IAM::Policy')).find(([id]) => id.startsWith('SmsDeliveryLog')) ?? [];
    expect(policy?.Properties.PolicyDocument.Statement[0].Resource).toHaveLength(2);
    prod.hasOutput('SmsLogRole', {});
  });
  it('lie under the key of the records, which lets the service of logs at these groups alone', () => {
    const groups = propertiesOf(prod, 'AWS::Logs::LogGroup').filter((one) => groupsOf([one]).length > 0);
    expect(groups).toHaveLength(2);
    for (const { KmsKeyId } of groups)
      expect(KmsKeyId).toEqual({ 'Fn::ImportValue': expect.stringMatching(/Key.*Arn/) });
    const keyOf = (template: Template) => JSON.stringify(propertiesOf(template, 'AWS::KMS::Key'));
    synthesise('prod').dataTemplate.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
            Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': Match.anyValue() } },
          }),
        ]),
      },
    });
    expect(keyOf(synthesise('prod').dataTemplate)).toContain('/DirectPublishToPhoneNumber*');
    for (const other of ['dev', 'gateway'] as const)
      expect(keyOf(synthesise(other).dataTemplate)).not.toContain('DirectPublish');
  });
  it('are taken where the groups are there already, without making them', () => {
    const { serviceTemplate } = synthesiseWith({ stage: 'prod', smsDeliveryLog: 'existing' });
    expect(groupsOf(propertiesOf(serviceTemplate, 'AWS::Logs::LogGroup'))).toEqual([]);
    expect(groupsOf(propertiesOf(serviceTemplate, 'AWS::Logs::SubscriptionFilter'))).toEqual(NAMES);
  });
  it('are left to others by a throwaway stage, unless it is told to take them', () => {
    const filters = (template: Template) => propertiesOf(template, 'AWS::Logs::SubscriptionFilter').length;
    expect(filters(synthesise('dev').serviceTemplate)).toBe(0);
    expect(filters(synthesiseWith({ smsDeliveryLog: 'new' }).serviceTemplate)).toBe(2);
  });
  it('that cannot be noted down wait under the key, since telephone numbers are in them', () => {
    const [[, queue] = []] = Object.entries(resourcesOf(prod, 'AWS::SQS::Queue')).filter(([id]) =>
      id.startsWith('SmsReceipts'),
    );
    expect(queue?.Properties).toMatchObject({ KmsMasterKeyId: expect.anything() });
  });
});
