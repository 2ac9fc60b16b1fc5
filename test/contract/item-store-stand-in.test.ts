import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoDbItemStore } from '../../shared/adapters/dynamodb-item-store.ts';
import { Cloud } from '../faults/cloud/cloud.ts';
import { openSeam } from '../faults/seam.ts';
import { describeItemStore } from './item-store.contract.ts';

/** The fault tests stand on this stand-in, so it has to keep what DynamoDB keeps. */
describeItemStore('the stand-in for DynamoDB of the fault tests', 50, async () => {
  const cloud = new Cloud();
  const close = openSeam(async (call) => cloud.answer(call));
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region: 'eu-west-1', credentials });
  return { store: createDynamoDbItemStore({ client, table: 'items' }), close };
});
