import { Duration } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { OperatorChannel } from './operator-channel.ts';
import type { RecordsKey } from './records-key.ts';

export interface EscalationTopicProps {
  readonly key: RecordsKey;
  readonly operators: OperatorChannel;
}

/** Escalations for whoever subscribes: the gateway of a carrier, an address of the office's, another system. */
export class EscalationTopic extends Construct {
  readonly topic: Topic;
  readonly #key: RecordsKey;

  constructor(scope: Construct, id: string, { key, operators }: EscalationTopicProps) {
    super(scope, id);
    this.#key = key;
    this.topic = new Topic(this, 'Topic', { masterKey: key.key, enforceSSL: true });
    operators.alarm(this, 'TopicFailed', {
      metric: this.topic.metricNumberOfNotificationsFailed({ period: Duration.minutes(15) }),
      errorImpact: 'A subscriber, such as the gateway of a carrier, does not get escalations.',
      article: 'topic-failed',
    });
  }

  /** Publishing to this topic, and to no telephone number. */
  grantSend(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }));
    this.#key.grantReadWrite(role, 'sns');
  }

  /** What the delivery is told: where to publish. */
  get env(): Readonly<Record<string, string>> {
    return { ESCALATION_TOPIC_ARN: this.topic.topicArn };
  }
}
