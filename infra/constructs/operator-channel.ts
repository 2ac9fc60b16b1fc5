import { Annotations } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';

export interface OperatorAlarm {
  readonly metric: IMetric;
  /** Who is hurt while this lasts. */
  readonly errorImpact: string;
  /** The article of the runbook that says what to do. */
  readonly article: string;
  /** Goes off above this; 0 where it is not said. */
  readonly above?: number;
  /** Goes off where there is less than this instead: a heartbeat. */
  readonly below?: number;
  /** Periods in a row; 1 where it is not said. */
  readonly periods?: number;
}

/** How the people who run the stage hear of trouble. */
export class OperatorChannel extends Construct {
  readonly topic: Topic;
  readonly #action: IAlarmAction;
  readonly #runbook: string;

  constructor(scope: Construct, id: string, { settings, key }: { settings: StageSettings; key: IKey }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    if (settings.alarmEmail) this.topic.addSubscription(new EmailSubscription(settings.alarmEmail));
    else if (!settings.throwaway) this.#warn(settings.stage);
    this.#action = new SnsAction(this.topic);
    this.#runbook = settings.runbook;
  }

  /** No refusal, since whoever is on duty may hear of alarms by a subscription of their own. */
  #warn(stage: string): void {
    Annotations.of(this).addWarningV2(
      'hundred-days:nobody-hears-alarms',
      `stage ${stage} has no alarmEmail, so its alarms reach nobody: give -c alarmEmail=operators@example.org (--set with npm run deploy), or subscribe to the topic of ${this.node.path} yourselves`,
    );
  }

  /** An alarm that says who is hurt and where to read on. No data means no trouble, but for a heartbeat. */
  alarm(scope: Construct, id: string, alarm: OperatorAlarm): Alarm {
    const { metric, errorImpact, article, periods = 1 } = alarm;
    const raised = new Alarm(scope, id, {
      metric,
      evaluationPeriods: periods,
      alarmDescription: `${errorImpact} → ${this.#runbook}#${article}`,
      ...limits(alarm),
    });
    raised.addAlarmAction(this.#action);
    return raised;
  }
}

const limits = ({
  above = 0,
  below,
}: OperatorAlarm): Pick<AlarmProps, 'threshold' | 'comparisonOperator' | 'treatMissingData'> =>
  below === undefined
    ? {
        threshold: above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }
    : {
        threshold: below,
        comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.BREACHING,
      };
