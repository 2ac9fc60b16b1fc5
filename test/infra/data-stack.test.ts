import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { tableDefinition } from '../../shared/adapters/dynamodb-table.ts';
import { ACCESS_ROLES } from '../../shared/domain/campaign/vocabulary.ts';
import { propertiesOf, resourcesOf, synthesise, synthesiseWith } from '../support/synthesised-stage.ts';

const prod = synthesise('prod').dataTemplate;
const dev = synthesise('dev').dataTemplate;

describe('the table', () => {
  it('is the one that its adapter defines, with the same keys and indexes', () => {
    const [table] = propertiesOf(prod, 'AWS::DynamoDB::Table');
    const { TableName: _, AttributeDefinitions, ...defined } = tableDefinition('');
    expect(table).toMatchObject(defined);
    expect(table.AttributeDefinitions.toSorted(byName)).toEqual(AttributeDefinitions.toSorted(byName));
  });
  it('can be taken back to any moment, is encrypted by a key of its own and cannot be deleted', () => {
    prod.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
        DeletionProtectionEnabled: true,
      },
    });
  });
  it('of a throwaway stage goes with it', () => {
    dev.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    });
  });
});

const byName = (a: { AttributeName: string }, b: { AttributeName: string }): number =>
  a.AttributeName.localeCompare(b.AttributeName);

describe('the archive', () => {
  it('is closed to the public and to whoever comes without TLS, in every bucket', () => {
    const buckets = resourcesOf(prod, 'AWS::S3::Bucket');
    const policies = propertiesOf(prod, 'AWS::S3::BucketPolicy');
    expect(Object.keys(buckets)).toHaveLength(4);
    for (const [id, { Properties, DeletionPolicy }] of Object.entries(buckets)) {
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
      expect(DeletionPolicy).toBe('Retain');
      const policy = policies.find(({ Bucket }) => Bucket.Ref === id);
      expect(policy.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });
  it('locks documents against everybody, also the owner of the account', () => {
    prod.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 1095 } } },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });
  it('lets whoever runs a throwaway stage take its lock away', () => {
    dev.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 1 } } },
    });
  });
  it('deletes photos when their time is over, and their earlier versions', () => {
    prod.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          Match.objectLike({
            ExpirationInDays: 2195,
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            Status: 'Enabled',
          }),
        ],
      },
    });
  });
  it('encrypts what it holds by the key of the records, and logs who reads it', () => {
    const holding = propertiesOf(prod, 'AWS::S3::Bucket').filter(({ LoggingConfiguration }) => LoggingConfiguration);
    expect(holding).toHaveLength(3);
    for (const { BucketEncryption } of holding) {
      const [rule] = BucketEncryption.ServerSideEncryptionConfiguration;
      expect(rule.ServerSideEncryptionByDefault).toMatchObject({
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: expect.anything(),
      });
    }
  });
});

describe('the bucket of imports', () => {
  it('deletes ledgers after a month, reports after more than a year, and work once nothing can be redriven', () => {
    const [imports] = propertiesOf(prod, 'AWS::S3::Bucket').filter(
      ({ NotificationConfiguration: notices }) => notices?.EventBridgeConfiguration,
    );
    const days = imports.LifecycleConfiguration.Rules.map((rule: { Prefix: string; ExpirationInDays: number }) => [
      rule.Prefix,
      rule.ExpirationInDays,
    ]);
    expect(Object.fromEntries(days)).toEqual({ 'import/': 30, 'work/': 15, 'reports/': 400 });
    expect(imports.NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
  });
});

describe('the notices of new photos', () => {
  it('tell of originals alone, which what is made of them is not', () => {
    prod.hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            Event: 's3:ObjectCreated:*',
            Filter: { S3Key: { Rules: [{ Name: 'prefix', Value: 'photos/' }] } },
            Queue: { 'Fn::GetAtt': [Match.stringLikeRegexp('PhotoNotices'), 'Arn'] },
          },
        ],
      },
    });
  });
  it('come from buckets of this account alone, to a queue that is there before the bucket', () => {
    const [id] = Object.keys(resourcesOf(prod, 'AWS::SQS::QueuePolicy')).filter((one) =>
      /PhotoNoticesQueuePolicy/.test(one),
    );
    prod.hasResource('AWS::S3::Bucket', { DependsOn: Match.arrayWith([id]) });
    prod.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 's3.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
  it('wait for a person after three attempts, each of them six times as long as a photo may take', () => {
    prod.hasResourceProperties('AWS::SQS::Queue', { RedrivePolicy: { maxReceiveCount: 3 }, VisibilityTimeout: 720 });
  });
});

describe('the key', () => {
  it('is changed each year and outlives its stack', () => {
    prod.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
  });
  it('lets alarms publish to an encrypted topic, of this account alone', () => {
    prod.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});

describe('the directory', () => {
  it('has the four roles as groups', () => {
    const groups = propertiesOf(prod, 'AWS::Cognito::UserPoolGroup').map(({ GroupName }) => GroupName);
    expect(groups.toSorted()).toEqual([...ACCESS_ROLES].toSorted());
  });
  it('takes nobody who signs up by himself, and asks for a second factor', () => {
    prod.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
    });
  });
  it('lets nobody write the attributes that say whom an account speaks for', () => {
    const [client] = propertiesOf(prod, 'AWS::Cognito::UserPoolClient');
    expect(client.WriteAttributes).toEqual(['locale']);
  });
  it('has the claims of a token made by a function, in the version that knows lists', () => {
    prod.hasResourceProperties('AWS::Cognito::UserPool', {
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: Match.anyValue() } },
    });
  });
});

describe('the trail of sign-ins', () => {
  const [trail] = propertiesOf(prod, 'AWS::CloudTrail::Trail');
  const bucket: string = trail.S3BucketName.Ref;
  const trails = (template: typeof prod) => propertiesOf(template, 'AWS::CloudTrail::Trail').length;

  it('keeps who tried to sign in and who changed what, not each use of the key, and shows what was changed in it', () => {
    expect(trail).toMatchObject({
      IsLogging: true,
      EnableLogFileValidation: true,
      EventSelectors: [
        { IncludeManagementEvents: true, ReadWriteType: 'All', ExcludeManagementEventSources: ['kms.amazonaws.com'] },
      ],
    });
  });
  it('is kept for at least the 180 days that the law asks for, where the public is shut out', () => {
    const [rule] = resourcesOf(prod, 'AWS::S3::Bucket')[bucket]?.Properties.LifecycleConfiguration.Rules ?? [];
    expect(rule).toMatchObject({ Status: 'Enabled' });
    expect(rule.Prefix).toBeUndefined();
    expect(rule.ExpirationInDays).toBeGreaterThanOrEqual(180);
  });
  it('is written by CloudTrail for this trail alone, into its own folder, once the bucket lets it', () => {
    const policies = Object.entries(resourcesOf(prod, 'AWS::S3::BucketPolicy'));
    const [id, policy] = policies.find(([, { Properties }]) => Properties.Bucket.Ref === bucket) ?? [];
    const mine = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Principal }: { Principal: { Service?: string } }) => Principal.Service === 'cloudtrail.amazonaws.com',
    );
    expect(mine.map(({ Action }: { Action: string }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject']);
    for (const { Condition } of mine)
      expect(JSON.stringify(Condition.StringEquals['aws:SourceArn'])).toContain(`trail/${trail.TrailName}`);
    expect(JSON.stringify(mine[1].Resource)).toContain('/trail/AWSLogs/');
    prod.hasResource('AWS::CloudTrail::Trail', { DependsOn: [id] });
  });
  it('is left out of a throwaway stage, and where the account has one', () => {
    expect(trails(dev)).toBe(0);
    expect(trails(synthesiseWith({ stage: 'prod', signInTrail: 'none' }).dataTemplate)).toBe(0);
  });
});
