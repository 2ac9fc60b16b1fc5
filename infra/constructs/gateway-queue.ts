import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscription, type Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { HouseQueue } from './house-queue.ts';
import type { OperatorChannel } from './operator-channel.ts';
import type { RecordsKey } from './records-key.ts';

export interface GatewayQueueProps {
  readonly key: RecordsKey;
  readonly operators: OperatorChannel;
  readonly topic: Topic;
  /** Only messages with these attributes; all where it is left out. */
  readonly filter?: Readonly<Record<string, unknown>> | undefined;
  /** How long the function that takes from here may run. */
  readonly timeout: Duration;
}

/** How often the queue hands a message over before it gives up on it; the function must know the same number. */
export const GATEWAY_ATTEMPTS = 5;

/** Escalations on their way from the topic to the gateway of a carrier; with telephone numbers in them, so under the key. */
export class GatewayQueue extends Construct {
  readonly queue: Queue;
  readonly #key: RecordsKey;

  constructor(scope: Construct, id: string, { key, operators, topic, filter, timeout }: GatewayQueueProps) {
    super(scope, id);
    this.#key = key;
    const failed = new HouseQueue(this, 'Failed', {
      operators,
      errorImpact: 'Units are not told of escalations that lie here, while their deadlines run.',
      article: 'gateway-dead-letters',
      key: key.key,
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key.key,
      enforceSSL: true,
      // As Lambda asks for: a message must not come again while a batch with it is still being worked on.
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      deadLetterQueue: { queue: failed.queue, maxReceiveCount: GATEWAY_ATTEMPTS },
    });
    for (const queue of [this.queue, failed.queue]) letIn(topic, queue);
    new CfnSubscription(this, 'Subscription', {
      topicArn: topic.topicArn,
      protocol: 'sqs',
      endpoint: this.queue.queueArn,
      rawMessageDelivery: true,
      ...(filter && { filterPolicy: filter }),
      // What could not even be queued lies with what could not be sent.
      redrivePolicy: { deadLetterTargetArn: failed.queue.queueArn },
    }).node.addDependency(...[this.queue, failed.queue].map(({ node }) => node.findChild('Policy')));
  }

  /** Has a function take the escalations, a few at a time, each done or failed by itself. */
  feed({ lambda, role }: HouseFunction): void {
    const { queueArn } = this.queue;
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [queueArn] }));
    this.#key.grantRead(role, 'sqs');
    new EventSourceMapping(this, 'Source', {
      target: lambda,
      eventSourceArn: queueArn,
      batchSize: 5,
      reportBatchItemFailures: true,
      // A gateway takes only so many a second; two at a time, the fewest there can be, stay far below.
      maxConcurrency: 2,
    });
  }
}

const letIn = (topic: Topic, queue: Queue): void =>
  void queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  );
