import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactionConflictException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodeBody } from '../../../shared/adapters/body-codec.ts';
import { createDynamoDbItemStore } from '../../../shared/adapters/dynamodb-item-store.ts';
import type { WriteAction } from '../../../shared/ports.ts';

const dynamo = mockClient(DynamoDBClient);
const store = createDynamoDbItemStore({ client: new DynamoDBClient({ region: 'eu-west-1' }), table: 'items' });

type StoredAttributes = ConditionalCheckFailedException['Item'];

const about = { message: 'no', $metadata: {} };
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => ({ Code })) });
const put = (sk: string): WriteAction => ({ put: { pk: 'p', sk, body: 1 }, when: 'absent' });
const sent = () => dynamo.commandCalls(TransactWriteItemsCommand).map((call) => call.args[0].input);

beforeEach(() => {
  dynamo.reset();
  dynamo.onAnyCommand().rejects(new Error('a call that the test does not expect'));
});

describe('a single put', () => {
  it('costs one plain write', async () => {
    dynamo.on(PutItemCommand).resolves({});
    await store.transact([put('a')]);
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('knows its own work when the answer to a first try got lost', async () => {
    dynamo.on(PutItemCommand).callsFake((input) => {
      throw new ConditionalCheckFailedException({ ...about, Item: { writeId: input.Item.writeId } });
    });
    await store.transact([put('a')]);
  });

  it.each<StoredAttributes>([undefined, { writeId: { S: 'another call' } }, { pk: { S: 'p' } }])(
    'takes %j for the work of another',
    async (Item) => {
      dynamo.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ ...about, Item }));
      await expect(store.transact([put('a')])).rejects.toMatchObject({ name: 'ConditionFailed', action: 0 });
    },
  );

  it('waits for a transaction at the same item, and gives up in the end', async () => {
    dynamo.on(PutItemCommand).rejectsOnce(new TransactionConflictException(about)).resolves({});
    await store.transact([put('a')]);
    expect(dynamo.calls()).toHaveLength(2);
    dynamo.on(DeleteItemCommand).rejects(new TransactionConflictException(about));
    const stuck = store.transact([{ delete: { pk: 'p', sk: 'a' }, when: { version: 1 } }]);
    await expect(stuck).rejects.toBeInstanceOf(TransactionConflictException);
    expect(dynamo.commandCalls(DeleteItemCommand)).toHaveLength(10);
  });
});

describe('a transaction', () => {
  it('names the first condition that failed', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'));
    const call = store.transact([put('a'), put('b'), put('c')]);
    await expect(call).rejects.toMatchObject({ name: 'ConditionFailed', action: 1 });
    expect(dynamo.calls()).toHaveLength(1);
  });

  it('names the failed condition even where a conflict stands beside it', async () => {
    dynamo.on(TransactWriteItemsCommand).rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    await expect(store.transact([put('a'), put('b')])).rejects.toMatchObject({ name: 'ConditionFailed', action: 1 });
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is made again after %s',
    async (code) => {
      dynamo
        .on(TransactWriteItemsCommand)
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
    dynamo.on(TransactWriteItemsCommand).rejects(error);
    await expect(store.transact([put('a'), put('b')])).rejects.toBe(error);
    expect(dynamo.calls()).toHaveLength(1);
  });
});

const texts = (record: Record<string, string>) =>
  Object.fromEntries(Object.entries(record).map(([name, S]) => [name, { S }]));

describe('a query', () => {
  const item = (sk: string) => ({ pk: 'p', sk, version: 1, body: sk });
  const record = (sk: string) => ({
    ...texts({ pk: 'p', sk }),
    version: { N: '1' },
    body: { B: encodeBody(JSON.stringify(sk)) },
  });

  it('asks again while a page holds only what lies at the upper bound', async () => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: [record('c')], LastEvaluatedKey: texts({ pk: 'p', sk: 'c' }) })
      .resolves({ Items: [record('b')], LastEvaluatedKey: texts({ pk: 'p', sk: 'b' }) });
    const page = await store.query('main', 'p', { from: 'a', to: 'c', limit: 1, descending: true });
    expect(page).toMatchObject({ items: [{ sk: 'b' }], cursor: expect.any(String) });
    expect(dynamo.commandCalls(QueryCommand)[1]?.args[0].input.ExclusiveStartKey).toEqual(texts({ pk: 'p', sk: 'c' }));
  });

  it('ends upwards where the upper bound comes into sight', async () => {
    dynamo
      .on(QueryCommand)
      .resolves({ Items: [record('b'), record('c')], LastEvaluatedKey: texts({ pk: 'p', sk: 'c' }) });
    const page = await store.query('main', 'p', { from: 'a', to: 'c', limit: 2 });
    expect(page).toEqual({ items: [item('b')] });
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

  describe('of the sparse index', () => {
    const keys = (sk: string, dueSk = sk) => texts({ pk: 'p', sk, duePk: 'd', dueSk });
    const whole = (sk: string, dueSk = sk) => ({ ...record(sk), ...keys(sk, dueSk) });

    it('reads what it found strongly, leaving out what has left its place meanwhile or is gone', async () => {
      dynamo.on(QueryCommand).resolves({ Items: ['a', 'b', 'c'].map((sk) => keys(sk)) });
      dynamo.on(BatchGetItemCommand).resolves({ Responses: { items: [whole('c'), whole('b', 'later')] } });
      const page = await store.query('due', 'd');
      expect(page.items).toEqual([{ ...item('c'), due: { pk: 'd', sk: 'c' } }]);
      const asked = dynamo.commandCalls(BatchGetItemCommand)[0]?.args[0].input.RequestItems?.items;
      expect(asked).toEqual({ Keys: ['a', 'b', 'c'].map((sk) => texts({ pk: 'p', sk })), ConsistentRead: true });
    });

    it('asks again for what a busy table left out, and gives up where it goes on', async () => {
      dynamo.on(QueryCommand).resolves({ Items: [keys('a'), keys('b')] });
      const rest = { UnprocessedKeys: { items: { Keys: [texts({ pk: 'p', sk: 'b' })] } } };
      dynamo
        .on(BatchGetItemCommand)
        .resolvesOnce({ Responses: { items: [whole('a')] }, ...rest })
        .resolves({ Responses: { items: [whole('b')] } });
      expect((await store.query('due', 'd')).items).toHaveLength(2);
      dynamo.on(BatchGetItemCommand).resolves(rest);
      await expect(store.query('due', 'd')).rejects.toThrow('left 1 of 2 items unread 10 times');
    });

    it('reads nothing of what was not chosen by its sort key', async () => {
      dynamo.on(QueryCommand).resolves({ Items: [keys('a'), keys('b')] });
      dynamo.on(BatchGetItemCommand).resolves({ Responses: { items: [whole('b')] } });
      expect((await store.query('due', 'd', { only: (sk) => sk === 'b' })).items).toHaveLength(1);
      const asked = dynamo.commandCalls(BatchGetItemCommand)[0]?.args[0].input.RequestItems?.items?.Keys;
      expect(asked).toEqual([texts({ pk: 'p', sk: 'b' })]);
    });

    it('asks once for an item that the index shows at its old place and at its new one', async () => {
      dynamo.on(QueryCommand).resolves({ Items: [keys('a', 'd1'), keys('a', 'd2'), keys('b')] });
      dynamo.on(BatchGetItemCommand).resolves({ Responses: { items: [whole('a', 'd2'), whole('b')] } });
      const { items } = await store.query('due', 'd');
      expect(items.map(({ sk, due }) => [sk, due?.sk])).toEqual([
        ['a', 'd2'],
        ['b', 'b'],
      ]);
      const asked = dynamo.commandCalls(BatchGetItemCommand)[0]?.args[0].input.RequestItems?.items?.Keys;
      expect(asked).toEqual(['a', 'b'].map((sk) => texts({ pk: 'p', sk })));
    });

    it('reads a hundred at a time', async () => {
      const many = Array.from({ length: 101 }, (_, n) => `n${n}`);
      dynamo.on(QueryCommand).resolves({ Items: many.map((sk) => keys(sk)) });
      dynamo.on(BatchGetItemCommand).resolves({});
      expect((await store.query('due', 'd')).items).toEqual([]);
      const sizes = dynamo
        .commandCalls(BatchGetItemCommand)
        .map((call) => call.args[0].input.RequestItems?.items?.Keys?.length);
      expect(sizes).toEqual([100, 1]);
    });
  });
});
