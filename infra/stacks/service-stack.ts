import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';
import { CampaignWorkflow } from '../constructs/campaign-workflow.ts';
import type { HouseFunction } from '../constructs/house-function.ts';
import { MinuteSchedule } from '../constructs/minute-schedule.ts';
import { PublicApi } from '../constructs/public-api.ts';
import { StageDashboard } from '../constructs/stage-dashboard.ts';
import type { DataStack } from './data-stack.ts';
import { httpFunctions } from './http-functions.ts';
import { importLine } from './import-functions.ts';
import { smsLine } from './sms-functions.ts';
import { photoIntake, scheduledFunctions, workflowFunctions } from './task-functions.ts';

export interface ServiceStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly data: DataStack;
}

/** How often is looked what is to be sent, and which workflow is missing; the cost table counts with it. */
const DELIVERY_MINUTES = 2;
const STARTER_MINUTES = 5;

/** What runs, and can be replaced at any moment without losing anything. */
export class ServiceStack extends Stack {
  readonly api: PublicApi;
  readonly workflow: CampaignWorkflow;

  constructor(scope: Construct, id: string, { settings, data, ...props }: ServiceStackProps) {
    super(scope, id, props);
    this.addStackDependency(data);
    const { operators } = data;
    const sms = smsLine(this, settings, data);
    const served = [...httpFunctions(this, settings, data), ...sms.served];
    this.api = new PublicApi(this, 'Api', { settings, operators, trust: data.directory.trust, served });
    const photos = photoIntake(this, settings, data);
    const tasks = workflowFunctions(this, settings, data);
    this.workflow = new CampaignWorkflow(this, 'Workflow', { settings, operators, ...tasks });
    const scheduled = scheduledFunctions(this, settings, data, { workflow: this.workflow, sms });
    const imports = importLine(this, settings, data);
    this.#schedule(scheduled, data, settings);
    new StageDashboard(this, 'Dashboard', {
      settings,
      alarms: [data, this].flatMap(({ node }) => node.findAll().filter((one) => one instanceof Alarm)),
      functions: [
        ...new Set([...served.map(({ by }) => by), ...sms.functions]),
        ...[tasks, scheduled].flatMap((group) => Object.values(group)),
        photos,
        ...imports.functions,
      ],
      api: this.api,
      workflow: this.workflow,
      records: data.table,
      delivery: scheduled.escalationDelivery,
    });
    new CfnOutput(this, 'Url', { value: this.api.url });
    new CfnOutput(this, 'StateMachine', { value: this.workflow.machine.stateMachineArn });
    new CfnOutput(this, 'ImportStateMachine', { value: imports.machine.stateMachineArn });
    new CfnOutput(this, 'OperatorQueue', { value: this.workflow.operatorQueue.queue.queueUrl });
  }

  #schedule(
    { dueTracking, escalationDelivery, campaignStarter }: ReturnType<typeof scheduledFunctions>,
    data: DataStack,
    { throwaway }: StageSettings,
  ): void {
    const group = new CfnScheduleGroup(this, 'Ticks', { name: `${this.stackName}-ticks` });
    const tick = (id: string, target: HouseFunction, action: string, minutes = 1): void => {
      new MinuteSchedule(this, id, { group, target, input: { action }, minutes });
      const period = silence(target, minutes);
      data.operators.alarm(this, `${id}Silent`, {
        metric: target.lambda.metricInvocations({ period }),
        below: 1,
        errorImpact: `No ${action} has run for ${period.toMinutes()} minutes: what should happen by itself does not.`,
        article: 'tick-missing',
      });
    };
    tick('SweepTick', dueTracking, 'sweep');
    // The shortest deadlines are hours, and a campaign lasts for months: at once matters only where somebody tries things out.
    tick('DeliveryTick', escalationDelivery, 'deliver', throwaway ? 1 : DELIVERY_MINUTES);
    tick('StarterTick', campaignStarter, 'start', throwaway ? 1 : STARTER_MINUTES);
  }
}

/**
 * How long nothing may be heard of a tick before it counts as missing. A call is counted when it has ended, at the moment at
 * which it began: at the end of a long one, the last that is counted is the one before, which may have run as long.
 */
function silence({ lambda }: HouseFunction, minutes: number): Duration {
  const longest = (lambda.timeout?.toSeconds() ?? 0) / 60;
  return Duration.minutes(5 * Math.ceil((2 * longest + 3 * minutes) / 5));
}
