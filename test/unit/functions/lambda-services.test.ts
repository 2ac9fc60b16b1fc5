import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lambdaServices } from '../../../functions/lambda-services.ts';

let table: ReturnType<typeof mockClient>;
const reads = (): unknown[] => table.commandCalls(GetItemCommand).map(({ args }) => args[0].input.Key);

describe('the services of a Lambda', () => {
  beforeEach(() => {
    table = mockClient(DynamoDBClient);
  });
  // All clients are meant, and other files have theirs.
  afterEach(() => table.restore());

  it('are built once, and read nothing of their own', async () => {
    const services = lambdaServices({ TABLE_NAME: 'table' }, () => ({}));
    expect(await services()).toBe(await services());
    expect(reads()).toEqual([]);
  });
  it('read the stage’s clock once a call where it has one', async () => {
    table.on(GetItemCommand).resolves({});
    const services = lambdaServices({ TABLE_NAME: 'table', CLOCK: 'stage' }, () => ({}));
    const { clock } = await services();
    expect([clock.now(), clock.now()]).toEqual([clock.now(), clock.now()]);
    expect(reads()).toEqual([{ pk: { S: 'STAGE' }, sk: { S: 'clock' } }]);
    await services();
    expect(reads()).toHaveLength(2);
  });
});
