import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SmsOrigination } from '../../shared/adapters/sns-carrier.ts';
import type { OperatorChannel } from './operator-channel.ts';

export interface DirectSmsProps {
  readonly operators: OperatorChannel;
  readonly origination: SmsOrigination;
}

/** SMS that SNS sends to telephone numbers itself, with how it presents itself there. */
export class DirectSms extends Construct {
  /** What the delivery is told: only what the stage says of it. */
  readonly env: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { operators, origination }: DirectSmsProps) {
    super(scope, id);
    const said = Object.entries(origination).filter((entry): entry is [string, string] => entry[1] !== undefined);
    this.env = Object.fromEntries(said);
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
  }

  /** Sending to a telephone number. A number is no resource, so what is allowed is whatever is not a topic. */
  grantSend(role: IRole): void {
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:*:sns:*:*:*'] }));
  }
}
