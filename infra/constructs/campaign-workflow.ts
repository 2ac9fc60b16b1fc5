import { readFileSync } from 'node:fs';
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  type CfnStateMachine,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';
import { acceptFindings } from './accepted-finding.ts';
import type { HouseFunction } from './house-function.ts';
import { HouseQueue } from './house-queue.ts';
import type { OperatorChannel } from './operator-channel.ts';

export interface CampaignWorkflowProps {
  readonly settings: StageSettings;
  readonly operators: OperatorChannel;
  readonly campaignPhase: HouseFunction;
  readonly ranking: HouseFunction;
  readonly bulletinPublishing: HouseFunction;
}

const ERROR_IMPACT =
  'A campaign stands still: its windows are not ranked, its bulletins not published, its gates not assessed.';

/** The phases of every campaign, by the one file of both stages, and the queue where an operator finds what failed. */
export class CampaignWorkflow extends Construct {
  readonly machine: StateMachine;
  readonly operatorQueue: HouseQueue;

  constructor(scope: Construct, id: string, props: CampaignWorkflowProps) {
    super(scope, id);
    const { settings, operators, campaignPhase, ranking, bulletinPublishing } = props;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    for (const task of [campaignPhase, ranking, bulletinPublishing]) task.grantInvoke(role);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(
        readFileSync(new URL('../workflow/campaign.asl.json', import.meta.url), 'utf8'),
      ),
      definitionSubstitutions: {
        CampaignPhaseFunctionArn: campaignPhase.lambda.functionArn,
        RankingFunctionArn: ranking.lambda.functionArn,
        BulletinPublishingFunctionArn: bulletinPublishing.lambda.functionArn,
      },
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          // A name the service's own policies know, so that none has to be added to the account for it.
          logGroupName: `/aws/vendedlogs/states/hundred-days-${settings.stage}`,
          retention: RetentionDays.SIX_MONTHS,
          removalPolicy: settings.throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acceptFindings(role, {
      'IAM5[Resource::*]': 'X-Ray and the delivery of logs know no resource; every task is named by its ARN.',
    });
    this.operatorQueue = new HouseQueue(this, 'OperatorQueue', {
      operators,
      errorImpact: ERROR_IMPACT,
      article: 'workflow-failed',
    });
    acceptFindings(this.operatorQueue.queue, {
      SQS3: 'This queue is itself where what failed for good ends; a person empties it.',
    });
    this.#tellOperator();
    this.#watch(operators);
  }

  /** Lets the starter see what runs, start what is missing and stop what was overtaken. */
  grantStart(role: IRole): void {
    const { stateMachineArn, stateMachineName } = this.machine;
    const stack = Stack.of(this);
    const executions = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const own = stack.resolve((this.machine.node.defaultChild as CfnStateMachine).logicalId);
    const named = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${own}.Name>:*`;
    acceptFindings(role, {
      [`IAM5[Resource::${named}]`]: 'Executions come and go; those of this one workflow are meant.',
    });
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['states:ListExecutions', 'states:StartExecution'],
        resources: [stateMachineArn],
      }),
    );
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['states:StopExecution'], resources: [executions] }));
  }

  #tellOperator(): void {
    new Rule(this, 'Failed', {
      description: 'An execution that failed or ran out of time goes to the operator',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [this.machine.stateMachineArn], status: ['FAILED', 'TIMED_OUT'] },
      },
      targets: [new SqsQueue(this.operatorQueue.queue)],
    });
  }

  #watch(operators: OperatorChannel): void {
    operators.alarm(this, 'ExecutionsFailed', {
      metric: this.machine.metricFailed({ period: Duration.minutes(5) }),
      errorImpact: ERROR_IMPACT,
      article: 'workflow-failed',
    });
    operators.alarm(this, 'ExecutionsTimedOut', {
      metric: this.machine.metricTimedOut({ period: Duration.minutes(5) }),
      errorImpact: ERROR_IMPACT,
      article: 'workflow-failed',
    });
  }
}
