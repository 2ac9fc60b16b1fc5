import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ConditionFailed, type ItemDraft, type ItemKey, type WriteAction } from '../ports.ts';
import { failedConditions, retryPassing } from './dynamodb-failures.ts';
import { toRecord } from './dynamodb-record.ts';
import type { CheckedAction } from './write-limits.ts';

export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Put = Extract<WriteAction, { put: ItemDraft }>;
type Deletion = Extract<WriteAction, { delete: ItemKey }>;
type Addition = Extract<WriteAction, { add: ItemKey }>;

/** An addition is tried this often when its item is made and deleted by others in between. */
const MAX_TURNS = 10;

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };

const atVersion = (version: number) => ({
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':version': version },
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
  if ('delete' in action) return client.send(new DeleteCommand(toDelete(name, action)));
  const { Item, ...condition } = toPut(name, action, json);
  const input = { ...condition, Item: { ...Item, writeId }, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  return client.send(new PutCommand(input));
}

/** Writes all actions or none. Throws `ConditionFailed`, named after a condition of the caller's. */
export async function writeTogether(table: Table, checked: readonly CheckedAction[]): Promise<void> {
  const missing = new Set<number>();
  for (let turn = 1; ; turn++) {
    try {
      await retryPassing(() => send(table, checked, missing));
      return;
    } catch (error) {
      const failed = failedConditions(error);
      if (failed.length === 0 || turn === MAX_TURNS) throw error;
      throwIfAsked(checked, failed);
      for (const position of failed) if (!missing.delete(position)) missing.add(position);
    }
  }
}

/** One token a try: where the network fails and the client repeats it, DynamoDB knows it again and writes once. */
const send = ({ client, name }: Table, checked: readonly CheckedAction[], missing: ReadonlySet<number>) =>
  client.send(
    new TransactWriteCommand({
      ClientRequestToken: randomUUID(),
      TransactItems: checked.map((action, position) => toTransactItem(name, action, missing.has(position))),
    }),
  );

/** An addition has no condition of its own; that its item was there, or was not, is only this adapter's guess. */
function throwIfAsked(checked: readonly CheckedAction[], failed: readonly number[]): void {
  for (const position of failed) {
    const found = checked[position];
    if (found !== undefined && !('add' in found.action)) throw new ConditionFailed(position, found.key);
  }
}

function toTransactItem(table: string, { action, json }: CheckedAction, missing: boolean): TransactItem {
  if ('put' in action) return { Put: toPut(table, action, json) };
  if ('delete' in action) return { Delete: toDelete(table, action) };
  return missing ? firstAddition(table, action) : addition(table, action);
}

function toPut(table: string, { put, when }: Put, json: string) {
  const condition = when === 'absent' ? ABSENT : atVersion(when.version);
  return { TableName: table, Item: toRecord(put, when === 'absent' ? 1 : when.version + 1, json), ...condition };
}

const toDelete = (table: string, { delete: key, when }: Deletion) => ({
  TableName: table,
  Key: { pk: key.pk, sk: key.sk },
  ...atVersion(when.version),
});

/** DynamoDB can't make the map and add to a field of it in one expression, hence the two forms. */
const addition = (table: string, { add, field, amount }: Addition): TransactItem => ({
  Update: {
    TableName: table,
    Key: { pk: add.pk, sk: add.sk },
    UpdateExpression: 'SET #body.#field = if_not_exists(#body.#field, :zero) + :amount, #version = #version + :one',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#body': 'body', '#field': field, '#version': 'version' },
    ExpressionAttributeValues: { ':zero': 0, ':amount': amount, ':one': 1 },
  },
});

const firstAddition = (table: string, { add, field, amount }: Addition): TransactItem => ({
  Put: { TableName: table, Item: toRecord({ ...add, body: {} }, 1, JSON.stringify({ [field]: amount })), ...ABSENT },
});
