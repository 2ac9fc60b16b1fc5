import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, type CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';

export interface MinuteScheduleProps {
  readonly group: CfnScheduleGroup;
  readonly target: HouseFunction;
  /** What the function is sent. */
  readonly input: Readonly<Record<string, string>>;
  /** Each so many minutes; without it each one. */
  readonly minutes?: number;
}

/** A tick that could not be handed over for so long has been overtaken by others; in seconds. */
const MAX_AGE = 300;

/** Starts a function each minute, or each few; a tick that cannot be handed over goes to the function's dead letters. */
export class MinuteSchedule extends Construct {
  constructor(scope: Construct, id: string, { group, target, input, minutes = 1 }: MinuteScheduleProps) {
    super(scope, id);
    const deadLetters = target.deadLetters?.queue;
    if (!deadLetters)
      throw new Error(
        `nobody waits for ${target.entry} when a schedule starts it; give it dead letters (caller: 'goes on')`,
      );
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    target.grantInvoke(role);
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
    new CfnSchedule(this, 'Schedule', {
      groupName: group.ref,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.lambda.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        deadLetterConfig: { arn: deadLetters.queueArn },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: MAX_AGE },
      },
    });
  }
}
