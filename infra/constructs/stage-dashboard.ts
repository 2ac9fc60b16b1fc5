import { Duration } from 'aws-cdk-lib';
import { type Alarm, AlarmStatusWidget, Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';
import type { CampaignWorkflow } from './campaign-workflow.ts';
import type { HouseFunction } from './house-function.ts';
import type { PublicApi } from './public-api.ts';
import type { RecordsTable } from './records-table.ts';
import { countOf } from './sms-alarms.ts';

export interface StageDashboardProps {
  readonly settings: StageSettings;
  readonly alarms: readonly Alarm[];
  readonly api: PublicApi;
  readonly functions: readonly HouseFunction[];
  readonly workflow: CampaignWorkflow;
  readonly records: RecordsTable;
  readonly delivery: HouseFunction;
}

const WIDTH = 12;
const graph = (title: string, left: IMetric[], right: IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, left, right, width: WIDTH });

/** One page that answers whether the stage is well, from the alarms on top to what the table takes. */
export class StageDashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { settings, alarms, api, functions, workflow, records, delivery }: StageDashboardProps,
  ) {
    super(scope, id);
    const dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: `hundred-days-${settings.stage}`,
      defaultInterval: Duration.days(1),
    });
    const each = (metric: (one: HouseFunction) => IMetric): IMetric[] => functions.map(metric);
    const label = (one: HouseFunction) => ({ label: one.node.id });
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 2 * WIDTH, height: 6 }));
    dashboard.addWidgets(
      graph(
        'Requests, and those that failed',
        [api.api.metricCount()],
        [api.api.metricServerError(), api.api.metricClientError()],
      ),
      graph('Answer time, p99', [api.api.metricLatency({ statistic: 'p99' })]),
    );
    dashboard.addWidgets(
      graph(
        'Function errors',
        each((one) => one.lambda.metricErrors(label(one))),
      ),
      graph(
        'Function duration, p99',
        each((one) => one.lambda.metricDuration({ ...label(one), statistic: 'p99' })),
      ),
    );
    const sms = (...names: string[]): IMetric[] => names.map((name) => countOf(delivery, name));
    dashboard.addWidgets(
      graph('SMS handed over', sms('SmsAttempted', 'SmsHandedOver', 'SmsAccepted')),
      graph('SMS that did not go out', sms('SmsRefused', 'SmsUnknown', 'SmsBusy'), sms('SmsHeld')),
    );
    dashboard.addWidgets(
      graph('Workflow', [workflow.machine.metricStarted(), workflow.machine.metricFailed()]),
      graph('Table', [
        records.table.metricConsumedReadCapacityUnits(),
        records.table.metricConsumedWriteCapacityUnits(),
      ]),
    );
  }
}
