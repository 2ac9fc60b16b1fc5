import { Duration } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { EventBridgeDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acceptFindings } from './accepted-finding.ts';

export interface FailedTicksProps {
  readonly lambda: Lambda;
  readonly deadLetters: IQueue;
}

/** A tick that could not start for so long has been overtaken by others. */
const MAX_EVENT_AGE = Duration.minutes(5);

/**
 * Takes the ticks whose function failed to its dead letters. Lambda's own dead-letter queue would take those as well that
 * waited too long behind a run that lasts, and those are worth nothing: the next one does their work.
 */
export class FailedTicks extends Construct {
  constructor(scope: Construct, id: string, { lambda, deadLetters }: FailedTicksProps) {
    super(scope, id);
    acceptFindings(deadLetters, {
      SQS3: 'This queue is itself where ticks that failed for good end; a person empties it.',
    });
    const bus = EventBus.fromEventBusName(this, 'Bus', 'default');
    lambda.configureAsyncInvoke({
      onFailure: new EventBridgeDestination(bus),
      retryAttempts: 0,
      maxEventAge: MAX_EVENT_AGE,
    });
    const functionArn = [lambda.functionArn, `${lambda.functionArn}:$LATEST`];
    new Rule(this, 'Failed', {
      description: 'A tick whose function failed goes to its dead letters',
      // The other condition there is, `EventAgeExceeded`, goes nowhere.
      eventPattern: {
        source: ['lambda'],
        detail: { requestContext: { functionArn, condition: ['RetriesExhausted'] } },
      },
      targets: [new SqsQueue(deadLetters)],
    });
  }
}
