import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { readsDeliveryLog, type StageSettings } from '../cdk-settings.ts';
import { deliveryLogGroup } from './sms-log-name.ts';

/** The one key under which everything is kept that names people, places or telephone numbers. */
export class RecordsKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, { settings }: { settings: StageSettings }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Hundred Days ${settings.stage}: table, archive and topics`,
      enableKeyRotation: true,
      removalPolicy: settings.throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    this.#letAlarmsPublish();
    if (readsDeliveryLog(settings)) this.#letLogsKeep();
    if (settings.sms === 'aliyun' || settings.sms === 'tencent') this.#letTopicsSend();
  }

  /** Reading under the key, through one service of AWS alone. */
  grantRead(role: IRole, service: 'dynamodb' | 's3' | 'sqs'): void {
    this.#grant(role, service, ['kms:Decrypt']);
  }

  /** Reading and writing under the key, through one service of AWS alone. */
  grantReadWrite(role: IRole, service: 'dynamodb' | 's3' | 'sns' | 'sqs'): void {
    this.#grant(role, service, ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  #grant(role: IRole, service: string, actions: string[]): void {
    const { region, urlSuffix } = Stack.of(this);
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions,
        resources: [this.key.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } },
      }),
    );
  }

  /** A topic reaches an encrypted queue only where the key lets it in; by the account, since topics come and go. */
  #letTopicsSend(): void {
    const topics = Stack.of(this).formatArn({ service: 'sns', resource: '*' });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { ArnLike: { 'aws:SourceArn': topics } },
      }),
    );
  }

  /** Numbers stand in the groups in which SNS notes what became of SMS; the service encrypts them only where the key lets it. */
  #letLogsKeep(): void {
    const stack = Stack.of(this);
    const groups = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `${deliveryLogGroup(stack)}*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: [
          'kms:Decrypt',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
      }),
    );
  }

  /** An alarm reaches an encrypted topic only where the key lets the service in. */
  #letAlarmsPublish(): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
