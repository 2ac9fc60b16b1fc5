import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, LogGroup, RetentionDays, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';
import type { HouseFunction } from './house-function.ts';
import type { RecordsKey } from './records-key.ts';
import { deliveryLogGroup } from './sms-log-name.ts';

export interface SmsDeliveryLogProps {
  readonly settings: StageSettings;
  /** Under which its groups are kept, where they are made here: numbers stand in them. */
  readonly key: RecordsKey;
  /** Whether its groups are made here; an account in which SNS has sent SMS before has them. */
  readonly made: boolean;
  readonly receipts: HouseFunction;
}

/** The group of what failed bears the other's name with this behind it. */
const GROUPS = { Delivered: '', Failed: '/Failure' };

/** The log in which SNS notes what became of SMS to numbers, on its way to the function that takes receipts. */
export class SmsDeliveryLog extends Construct {
  constructor(scope: Construct, id: string, { settings, key, made, receipts }: SmsDeliveryLogProps) {
    super(scope, id);
    const groups = Object.entries(GROUPS).map(([part, ending]) => {
      const logGroupName = `${deliveryLogGroup(Stack.of(this))}${ending}`;
      const logGroup = made
        ? this.#group(part, logGroupName, settings, key)
        : LogGroup.fromLogGroupName(this, part, logGroupName);
      new SubscriptionFilter(this, `${part}Lines`, {
        logGroup,
        destination: new LambdaDestination(receipts.lambda),
        filterPattern: FilterPattern.allEvents(),
      });
      return logGroup;
    });
    if (made) this.#letSnsWrite(groups);
  }

  #group(part: string, logGroupName: string, { throwaway }: StageSettings, { key }: RecordsKey): LogGroup {
    return new LogGroup(this, part, {
      logGroupName,
      encryptionKey: key,
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
  }

  /** The role that whoever owns the account names to SNS; no template can do that. */
  #letSnsWrite(groups: readonly ILogGroup[]): void {
    const { account } = Stack.of(this);
    const conditions = { StringEquals: { 'aws:SourceAccount': account } };
    const role = new Role(this, 'Writer', { assumedBy: new ServicePrincipal('sns.amazonaws.com', { conditions }) });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['CreateLogGroup', 'CreateLogStream', 'PutLogEvents', 'PutMetricFilter', 'PutRetentionPolicy'].map(
          (action) => `logs:${action}`,
        ),
        resources: groups.map(({ logGroupArn }) => logGroupArn),
      }),
    );
    new CfnOutput(Stack.of(this), 'SmsLogRole', { value: role.roleArn });
  }
}
