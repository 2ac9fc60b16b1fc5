import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoDbItemStore } from '../../../shared/adapters/dynamodb-item-store.ts';
import type { WriteAction } from '../../../shared/ports.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const store = createDynamoDbItemStore({ client: new DynamoDBClient({ region: 'eu-west-1' }), table: 'items' });

type StoredAttributes = ConditionalCheckFailedException['Item'];

const about = { message: 'no', $metadata: {} };
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => ({ Code })) });
const put = (sk: string): WriteAction => ({ put: { pk: 'p', sk, body: 1 }, when: 'absent' });
const add: WriteAction = { add: { pk: 'p', sk: 'n' }, field: 'n', amount: 1 };
const sent = () => dynamo.commandCalls(TransactWriteCommand).map((call) => call.args[0].input);

beforeEach(() => {
  dynamo.reset();
  dynamo.onAnyCommand().rejects(new Error('a call that the test does not expect'));
});

describe('a single put', () => {
  it('costs one plain write', async () => {
    dynamo.on(PutCommand).resolves({});
    await store.transact([put('a')]);
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('knows its own work when the answer to a first try got lost', async () => {
    dynamo.on(PutCommand).callsFake((input) => {
      throw new ConditionalCheckFailedException({ ...about, Item: { writeId: { S: input.Item.writeId } } });
    });
    await store.transact([put('a')]);
  });

  it.each<StoredAttributes>([undefined, { writeId: { S: 'another call' } }, { pk: { S: 'p' } }])(
    'takes %j for the work of another',
    async (Item) => {
      dynamo.on(PutCommand).rejects(new ConditionalCheckFailedException({ ...about, Item }));
      await expect(store.transact([put('a')])).rejects.toMatchObject({ name: 'ConditionFailed', action: 0 });
    },
  );

  it('waits for a transaction at the same item, and gives up in the end', async () => {
    dynamo.on(PutCommand).rejectsOnce(new TransactionConflictException(about)).resolves({});
    await store.transact([put('a')]);
    expect(dynamo.calls()).toHaveLength(2);
    dynamo.on(DeleteCommand).rejects(new TransactionConflictException(about));
    const stuck = store.transact([{ delete: { pk: 'p', sk: 'a' }, when: { version: 1 } }]);
    await expect(stuck).rejects.toBeInstanceOf(TransactionConflictException);
    expect(dynamo.commandCalls(DeleteCommand)).toHaveLength(10);
  });
});

describe('a transaction', () => {
  it('names the first condition that failed', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'));
    const call = store.transact([put('a'), put('b'), put('c')]);
    await expect(call).rejects.toMatchObject({ name: 'ConditionFailed', action: 1 });
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('names the failed condition even where a conflict stands beside it', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    await expect(store.transact([put('a'), put('b')])).rejects.toMatchObject({ name: 'ConditionFailed', action: 1 });
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is made again after %s',
    async (code) => {
      dynamo
        .on(TransactWriteCommand)
        .rejectsOnce(cancelled('None', code))
        .rejectsOnce(cancelled(code, code))
        .resolves({});
      await store.transact([put('a'), put('b')]);
      expect(new Set(sent().map(({ ClientRequestToken }) => ClientRequestToken)).size).toBe(3);
    },
  );

  it.each([
    ['a reason that does not pass', cancelled('TransactionConflict', 'ValidationError')],
    ['a cancellation without reasons', new TransactionCanceledException(about)],
    ['an error of another kind', new ProvisionedThroughputExceededException(about)],
  ])('passes on %s', async (_, error) => {
    dynamo.on(TransactWriteCommand).rejects(error);
    await expect(store.transact([put('a'), put('b')])).rejects.toBe(error);
    expect(dynamo.calls()).toHaveLength(1);
  });
});

describe('an addition', () => {
  it('always goes with a token, so that a repeat counts once', async () => {
    dynamo.on(TransactWriteCommand).resolves({});
    await store.transact([add]);
    expect(sent()).toMatchObject([{ ClientRequestToken: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
  });

  it('makes the item where it was missing, and adds where another was quicker to make it', async () => {
    const failed = cancelled('ConditionalCheckFailed');
    dynamo.on(TransactWriteCommand).rejectsOnce(failed).rejectsOnce(failed).resolves({});
    await store.transact([add]);
    expect(sent().map(({ TransactItems }) => Object.keys(TransactItems?.[0] ?? {}))).toEqual([
      ['Update'],
      ['Put'],
      ['Update'],
    ]);
  });

  it('gives up where the item comes and goes for ever', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed'));
    await expect(store.transact([add])).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(dynamo.calls()).toHaveLength(10);
  });
});

describe('a query', () => {
  const record = (sk: string) => ({ pk: 'p', sk, version: 1, body: sk });

  it('asks again while a page holds only what lies at the upper bound', async () => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [record('c')], LastEvaluatedKey: { pk: 'p', sk: 'c' } })
      .resolves({ Items: [record('b')], LastEvaluatedKey: { pk: 'p', sk: 'b' } });
    const page = await store.query('main', 'p', { from: 'a', to: 'c', limit: 1, descending: true });
    expect(page).toMatchObject({ items: [{ sk: 'b' }], cursor: expect.any(String) });
    expect(dynamo.commandCalls(QueryCommand)[1]?.args[0].input.ExclusiveStartKey).toEqual({ pk: 'p', sk: 'c' });
  });

  it('ends upwards where the upper bound comes into sight', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [record('b'), record('c')], LastEvaluatedKey: { pk: 'p', sk: 'c' } });
    const page = await store.query('main', 'p', { from: 'a', to: 'c', limit: 2 });
    expect(page).toEqual({ items: [record('b')] });
  });

  it('reads the table strongly, and the index as far as it has come', async () => {
    dynamo.on(QueryCommand).resolves({});
    await store.query('main', 'p');
    await store.query('due', 'p');
    const inputs = dynamo.commandCalls(QueryCommand).map((call) => call.args[0].input);
    expect(inputs.map(({ IndexName, ConsistentRead }) => [IndexName, ConsistentRead])).toEqual([
      [undefined, true],
      ['due', undefined],
    ]);
  });
});
