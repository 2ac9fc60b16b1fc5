import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { OperatorChannel } from './operator-channel.ts';

export interface HouseQueueProps {
  readonly operators: OperatorChannel;
  readonly errorImpact: string;
  /** The article of the runbook on what lies here and how it is sent again. */
  readonly article: string;
  /** Where what lies here names people or numbers; whoever sends needs a right on it. */
  readonly key?: IKey;
}

/** The longest that SQS keeps a message. */
const RETENTION = Duration.days(14);

/** Where what failed for good waits for a person; the first message raises an alarm. */
export class HouseQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { operators, errorImpact, article, key }: HouseQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...(key
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: QueueEncryption.SQS_MANAGED }),
      enforceSSL: true,
      retentionPeriod: RETENTION,
    });
    operators.alarm(this, 'NotEmpty', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      errorImpact,
      article,
    });
  }
}
