import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { OperatorChannel } from './operator-channel.ts';
import type { RecordsKey } from './records-key.ts';

export interface EscalationTopicProps {
  readonly key: RecordsKey;
  readonly operators: OperatorChannel;
}

/** Escalations for whoever subscribes, a gateway of a carrier for one, and SMS straight to a number where SNS sends them. */
export class EscalationTopic extends Construct {
  readonly topic: Topic;
  readonly #key: RecordsKey;

  constructor(scope: Construct, id: string, { key, operators }: EscalationTopicProps) {
    super(scope, id);
    this.#key = key;
    this.topic = new Topic(this, 'Topic', { masterKey: key.key, enforceSSL: true });
    this.#watch(operators);
  }

  /** Publishing to the topic. */
  grantPublish(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }));
    this.#key.grantReadWrite(role, 'sns');
  }

  /** Sending to a telephone number. A number is no resource, so what is allowed is whatever is not a topic. */
  grantSms(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] }));
  }

  #watch(operators: OperatorChannel): void {
    operators.alarm(this, 'SmsFailed', {
      metric: new Metric({
        namespace: 'AWS/SNS',
        metricName: 'NumberOfNotificationsFailed',
        dimensionsMap: { PhoneNumber: 'PhoneNumberDirect' },
        statistic: 'Sum',
        period: Duration.minutes(15),
      }),
      errorImpact: 'Units are not told by SMS of what is due, while their deadlines run.',
      article: 'sms-failed',
    });
    operators.alarm(this, 'TopicFailed', {
      metric: this.topic.metricNumberOfNotificationsFailed({ period: Duration.minutes(15) }),
      errorImpact: 'A subscriber, such as the gateway of a carrier, does not get escalations.',
      article: 'topic-failed',
    });
  }
}
