import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { createDynamoDbItemStore } from '../shared/adapters/dynamodb-item-store.ts';
import { createStageClock } from '../shared/adapters/stage-clock.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import { createSystemIds } from '../shared/adapters/system-ids.ts';
import type { Archive, Carrier } from '../shared/ports.ts';
import { CLIENT_TIMEOUTS } from './client-timeouts.ts';
import type { Ports } from './services.ts';

/** The environment every function of the cloud stage needs; the stack fills in the same schema. */
export const tableEnvSchema = z.object({
  /** The one DynamoDB table. */
  TABLE_NAME: z.string().min(1),
  /** Where it is set, time is what an item of the table says: a stage to rehearse on. */
  CLOCK: z.literal('stage').optional(),
});
export type TableEnv = z.infer<typeof tableEnvSchema>;

/**
 * What a function has beside the table: its environment, and the ports made of it. Each function names its own, so that
 * it carries the clients it uses and no others, and its stack grants it no more.
 */
export interface Equipment<Schema extends z.ZodObject = z.ZodObject> {
  readonly env: Schema;
  readonly ports: (env: z.infer<Schema>) => Partial<Pick<Ports, 'archive' | 'carrier'>>;
}

/** The table and nothing else. */
export const TABLE_ALONE: Equipment<typeof tableEnvSchema> = { env: tableEnvSchema, ports: () => ({}) };

/**
 * Something on AWS that is made of the ports, built at the first call and kept while the function stays warm; a stage's
 * own clock is read at each.
 */
export function onLambdaPorts<Built>(
  env: TableEnv,
  ports: () => ReturnType<Equipment['ports']>,
  build: (ports: Ports) => Built,
): () => Promise<Built> {
  let built: Built | undefined;
  let read: (() => Promise<void>) | undefined;
  const start = (): Built => {
    const client = new DynamoDBClient({ requestHandler: CLIENT_TIMEOUTS });
    const items = createDynamoDbItemStore({ client, table: env.TABLE_NAME });
    const stageClock = env.CLOCK && createStageClock(items, systemClock);
    read = stageClock?.read;
    return build({
      items,
      archive: NO_ARCHIVE,
      carrier: NO_CARRIER,
      clock: stageClock ?? systemClock,
      ids: createSystemIds(systemClock),
      ...ports(),
    });
  };
  return async () => {
    built ??= start();
    await read?.();
    return built;
  };
}

const lacking = (port: string) => async (): Promise<never> => {
  throw new Error(`this function was built without ${port}; name it as equipment in its handler`);
};

const NO_ARCHIVE: Archive = { put: lacking('archive'), get: lacking('archive'), list: lacking('archive') };
const NO_CARRIER: Carrier = { send: lacking('carrier') };
