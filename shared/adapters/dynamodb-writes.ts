import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { ConditionFailed, type ItemDraft, type ItemKey, type WriteAction } from '../ports.ts';
import { failedConditions, retryPassing } from './dynamodb-failures.ts';
import { toKey, toRecord } from './dynamodb-record.ts';
import type { CheckedAction } from './write-limits.ts';

export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

type Put = Extract<WriteAction, { put: ItemDraft }>;
type Deletion = Extract<WriteAction, { delete: ItemKey }>;

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };

const atVersion = (version: number) => ({
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':version': { N: String(version) } },
});

/** Writes one put or deletion by itself, at half of what a transaction costs. Throws `ConditionFailed`. */
export async function writeAlone(table: Table, action: Put | Deletion, json: string): Promise<void> {
  const writeId = randomUUID();
  try {
    await retryPassing(() => sendAlone(table, action, json, writeId));
  } catch (error) {
    if (failedConditions(error).length === 0) throw error;
    // The answer to a first try got lost, and the client's second try found its own work.
    if (error instanceof ConditionalCheckFailedException && error.Item?.writeId?.S === writeId) return;
    throw new ConditionFailed(0, 'put' in action ? action.put : action.delete);
  }
}

function sendAlone({ client, name }: Table, action: Put | Deletion, json: string, writeId: string): Promise<unknown> {
  if ('delete' in action) return client.send(new DeleteItemCommand(toDelete(name, action)));
  const { Item, ...condition } = toPut(name, action, json);
  const input = {
    ...condition,
    Item: { ...Item, writeId: { S: writeId } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  return client.send(new PutItemCommand(input));
}

/** Writes all actions or none. Throws `ConditionFailed`. */
export async function writeTogether(table: Table, checked: readonly CheckedAction[]): Promise<void> {
  let token = randomUUID();
  const attempt = () =>
    send(table, checked, token).catch((error: unknown) => {
      // One that is under way is asked for again by its token; one that was cancelled is over, so is its token.
      if (!(error instanceof TransactionInProgressException)) token = randomUUID();
      throw error;
    });
  try {
    await retryPassing(attempt);
  } catch (error) {
    const [position] = failedConditions(error);
    const failed = position === undefined ? undefined : checked[position];
    if (position === undefined || failed === undefined) throw error;
    throw new ConditionFailed(position, failed.key);
  }
}

/** By its token DynamoDB knows a transaction again: where the network fails and the client repeats it, it writes once. */
const send = ({ client, name }: Table, checked: readonly CheckedAction[], ClientRequestToken: string) =>
  client.send(
    new TransactWriteItemsCommand({
      ClientRequestToken,
      TransactItems: checked.map((action) => toTransactItem(name, action)),
    }),
  );

const toTransactItem = (table: string, { action, json }: CheckedAction): TransactWriteItem =>
  'put' in action ? { Put: toPut(table, action, json) } : { Delete: toDelete(table, action) };

function toPut(table: string, { put, when }: Put, json: string) {
  const condition = when === 'absent' ? ABSENT : atVersion(when.version);
  return { TableName: table, Item: toRecord(put, when === 'absent' ? 1 : when.version + 1, json), ...condition };
}

const toDelete = (table: string, { delete: key, when }: Deletion) => ({
  TableName: table,
  Key: toKey(key),
  ...atVersion(when.version),
});
