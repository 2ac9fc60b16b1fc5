import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type * as z from 'zod';
import type { StageSettings } from '../cdk-settings.ts';
import { acceptFindings } from './accepted-finding.ts';
import { type Bundling, bundledCode } from './bundling.ts';
import { FailedTicks } from './failed-ticks.ts';
import { HouseQueue } from './house-queue.ts';
import type { OperatorChannel } from './operator-channel.ts';
import type { RecordsKey } from './records-key.ts';

export interface HouseFunctionProps<Schema extends z.ZodObject> {
  readonly settings: StageSettings;
  readonly operators: OperatorChannel;
  /** The handler's file below `functions`, without its ending. */
  readonly entry: string;
  readonly description: string;
  /** Who is hurt if this fails. */
  readonly errorImpact: string;
  /** The schema by which the function reads its environment, and what the stack fills in: nothing can be missing. */
  readonly env: { readonly schema: Schema; readonly values: z.infer<Schema> & Readonly<Record<string, string>> };
  /**
   * Whether the caller waits for the answer, and so learns of a failure itself. One that nobody waits for gets a
   * dead-letter queue. After a tick that `goes on` it is not tried again by Lambda: the next one does the same work, so one
   * that waited too long for another to end is dropped. What somebody `handsOver` comes but once: it is tried twice more, and then lies under the key for a person.
   */
  readonly caller: 'waits' | 'goes on' | { readonly handsOver: HandedOver };
  readonly timeout: Duration;
  /** In MB; processor time grows with it. */
  readonly memory?: number;
  /** What its bundle has beside what all have. */
  readonly bundling?: Bundling;
  /** At most so many at a time, where something behind it bears no more. */
  readonly reservedConcurrency?: number;
}

/** What becomes of work that comes but once. */
export interface HandedOver {
  readonly key: RecordsKey;
  /** The article of the runbook on what could not be done. */
  readonly article: string;
}

/** Long enough for a service that is down for a while. */
const MAX_AGE_HANDED_OVER = Duration.hours(1);

/** A function as the house runs it: traced, with kept logs, an alarm on every failure, and no right it was not given. */
export class HouseFunction<Schema extends z.ZodObject = z.ZodObject> extends Construct {
  readonly lambda: NodejsFunction;
  readonly role: IRole;
  readonly entry: string;
  /** Where what it could not do lies, where nobody waits for it. */
  readonly deadLetters: HouseQueue | undefined;

  constructor(scope: Construct, id: string, props: HouseFunctionProps<Schema>) {
    super(scope, id);
    this.entry = props.entry;
    const logGroup = new LogGroup(this, 'Logs', {
      // Who did what is in them: six months is what the law asks for (网络安全法, article 21).
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: props.settings.throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.role = role;
    this.deadLetters = props.caller === 'waits' ? undefined : this.#deadLetters(props);
    const clock: Record<string, string> = props.settings.clock ? { CLOCK: props.settings.clock } : {};
    this.lambda = new NodejsFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundledCode(props.entry, props.bundling),
      handler: 'index.handler',
      description: props.description,
      environment: { ...props.env.values, ...clock },
      memorySize: props.memory ?? 512,
      timeout: props.timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
      // Whatever is in the environment is no secret, and connections are kept alive by the SDK itself.
      awsSdkConnectionReuse: false,
      ...(props.reservedConcurrency && { reservedConcurrentExecutions: props.reservedConcurrency }),
      ...(this.deadLetters &&
        props.caller !== 'goes on' && {
          deadLetterQueue: this.deadLetters.queue,
          retryAttempts: 2,
          maxEventAge: MAX_AGE_HANDED_OVER,
        }),
    });
    if (this.deadLetters && props.caller === 'goes on') {
      new FailedTicks(this, 'FailedTicks', { lambda: this.lambda, deadLetters: this.deadLetters.queue });
    }
    acceptFindings(role, {
      'IAM5[Resource::*]': 'X-Ray takes traces for the account as a whole and knows no resource.',
    });
    this.#watch(props);
  }

  /** Lets somebody else's role start this function and no version of it. */
  grantInvoke(role: IRole): void {
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.lambda.functionArn] }),
    );
  }

  #deadLetters({ operators, errorImpact, caller }: HouseFunctionProps<Schema>): HouseQueue {
    if (typeof caller === 'string') {
      return new HouseQueue(this, 'DeadLetters', { operators, errorImpact, article: 'dead-letters' });
    }
    const { key, article } = caller.handsOver;
    key.grantReadWrite(this.role, 'sqs');
    return new HouseQueue(this, 'DeadLetters', { operators, errorImpact, article, key: key.key });
  }

  #watch({ operators, errorImpact, reservedConcurrency, timeout }: HouseFunctionProps<Schema>): void {
    const period = Duration.minutes(5);
    // Where calls are kept from overlapping, some are turned away for as long as one of them runs.
    const periods = reservedConcurrency ? Math.ceil(timeout.toSeconds() / period.toSeconds()) + 1 : 1;
    operators.alarm(this, 'Errors', {
      metric: this.lambda.metricErrors({ period }),
      errorImpact,
      article: 'function-errors',
    });
    operators.alarm(this, 'Throttles', {
      metric: this.lambda.metricThrottles({ period }),
      above: 5,
      periods,
      errorImpact,
      article: 'function-throttles',
    });
  }
}
