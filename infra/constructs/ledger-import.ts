import { readFileSync } from 'node:fs';
import { ArnFormat, Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { StageSettings } from '../cdk-settings.ts';
import { acceptFindings } from './accepted-finding.ts';
import type { Archive } from './archive.ts';
import type { HouseFunction } from './house-function.ts';
import { HouseQueue } from './house-queue.ts';
import type { OperatorChannel } from './operator-channel.ts';

export interface LedgerImportProps {
  readonly settings: StageSettings;
  readonly operators: OperatorChannel;
  readonly archive: Archive;
  readonly reader: HouseFunction;
  readonly unpacker: HouseFunction;
  readonly importer: HouseFunction;
}

const ARTICLE = 'import-failed';
const ERROR_IMPACT = 'A ledger that the office dropped is not, or not wholly, in its campaign.';

/** Takes in each ledger that is dropped into the bucket of imports, and keeps what failed for an operator. */
export class LedgerImport extends Construct {
  readonly machine: StateMachine;
  readonly #operatorQueue: HouseQueue;

  constructor(scope: Construct, id: string, props: LedgerImportProps) {
    super(scope, id);
    const { settings, operators, archive, reader, unpacker, importer } = props;
    // Its role names its executions, so its name has to be known before it is there.
    const name = `hundred-days-${settings.stage}-import`;
    this.#operatorQueue = new HouseQueue(this, 'OperatorQueue', {
      operators,
      errorImpact: ERROR_IMPACT,
      article: ARTICLE,
    });
    acceptFindings(this.#operatorQueue.queue, {
      SQS3: 'This queue is itself where what failed for good ends; a person empties it.',
    });
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(
        readFileSync(new URL('../workflow/ledger-import.asl.json', import.meta.url), 'utf8'),
      ),
      definitionSubstitutions: {
        LedgerReaderFunctionArn: reader.lambda.functionArn,
        LedgerWorkbookFunctionArn: unpacker.lambda.functionArn,
        LedgerImportFunctionArn: importer.lambda.functionArn,
        Partition: Aws.PARTITION,
      },
      role: this.#role(name, props),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${name}`,
          retention: RetentionDays.SIX_MONTHS,
          removalPolicy: settings.throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#startOnDrop(archive);
    this.#tellOperator(operators);
  }

  #role(name: string, { archive, reader, unpacker, importer }: LedgerImportProps): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    for (const task of [reader, unpacker, importer]) task.grantInvoke(role);
    archive.grantMapRuns(role);
    const arnOf = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({
        service: 'states',
        resource,
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    // The chunks of a Distributed Map are executions that the machine starts of itself.
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [arnOf('stateMachine', name)] }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['states:DescribeExecution', 'states:RedriveExecution', 'states:StopExecution'],
        resources: [arnOf('execution', `${name}/*`)],
      }),
    );
    acceptFindings(role, {
      'IAM5[Resource::*]': 'X-Ray and the delivery of logs know no resource; every task is named by its ARN.',
      [`IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}/*]`]:
        'The executions of chunks come and go; those of this one machine are meant.',
    });
    return role;
  }

  #startOnDrop({ imports }: Archive): void {
    new Rule(this, 'Dropped', {
      description: 'A file dropped below import/ is read',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [imports.bucketName] }, object: { key: [{ prefix: 'import/' }] } },
      },
      targets: [new SfnStateMachine(this.machine, { deadLetterQueue: this.#operatorQueue.queue })],
    });
  }

  #tellOperator(operators: OperatorChannel): void {
    new Rule(this, 'Failed', {
      description: 'An import that failed or ran out of time goes to the operator',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [this.machine.stateMachineArn], status: ['FAILED', 'TIMED_OUT'] },
      },
      targets: [new SqsQueue(this.#operatorQueue.queue)],
    });
    const period = Duration.minutes(5);
    for (const [id, metric] of [
      ['Failed', this.machine.metricFailed({ period })] as const,
      ['TimedOut', this.machine.metricTimedOut({ period })] as const,
    ]) {
      operators.alarm(this, `Executions${id}`, { metric, errorImpact: ERROR_IMPACT, article: ARTICLE });
    }
  }
}
