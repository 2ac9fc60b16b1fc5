import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbItemStore } from '../../shared/adapters/dynamodb-item-store.ts';
import { setStageClock } from '../../shared/adapters/stage-clock.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { callApi } from '../support/scenario/call-api.ts';
import type { Ask } from '../support/scenario/people.ts';
import { CREDENTIALS, REGION } from './emulator.ts';
import { createStaff, type Staff } from './staff.ts';
import { findTicks, type Ticks } from './ticks.ts';

/** What the stacks say of themselves when they are deployed. */
export interface StackOutputs {
  readonly Url: string;
  readonly TableName: string;
  readonly ImportBucket: string;
  readonly UserPoolId: string;
  readonly ClientId: string;
  readonly StateMachine: string;
}

/** A deployed stage as those see it who work with it: by its address, its sign-in, and its clock. */
export interface DeployedStage {
  readonly endpoint: string;
  readonly outputs: StackOutputs;
  readonly staff: Staff;
  readonly ticks: Ticks;
  readonly ask: Ask;
  /** Sets the stage's clock as an operator does; without a rate it stands still there. */
  setClock(shows: Instant, rate?: number): Promise<void>;
}

/** The workflow looks at the clock so often, in seconds: here nobody pays for its events. */
const LOOK_AGAIN = 0.5;

/** The stage behind an endpoint. */
export async function openDeployedStage(endpoint: string, port: number, outputs: StackOutputs): Promise<DeployedStage> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const items = createDynamoDbItemStore({ client, table: outputs.TableName });
  const staff = createStaff({ endpoint, userPool: outputs.UserPoolId, client: outputs.ClientId });
  return {
    ...{ endpoint, outputs, staff },
    ticks: await findTicks(endpoint),
    async ask(who, route, content) {
      return callApi({ url: outputs.Url, port }, route, { ...content, token: await staff.tokenOf(who) });
    },
    setClock: (shows, rate = 0) => setStageClock(items, { shows, rate, lookAgain: LOOK_AGAIN }, systemClock),
  };
}
