import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey, ItemStore, QueryRange } from '../ports.ts';
import { readPage } from './dynamodb-query.ts';
import { type StoredRecord, toItem } from './dynamodb-record.ts';
import { type Table, writeAlone, writeTogether } from './dynamodb-writes.ts';
import { type IndexName, planRead } from './read-plan.ts';
import { checkActions } from './write-limits.ts';

/**
 * The item store of the cloud stage, on the table that `tableDefinition` describes. The `due` index follows the table
 * within moments. A deletion whose answer got lost and that was repeated may be reported as `ConditionFailed`.
 */
export function createDynamoDbItemStore(options: {
  readonly client: DynamoDBClient;
  readonly table: string;
}): ItemStore {
  const client = DynamoDBDocumentClient.from(options.client);
  const table: Table = { client, name: options.table };
  return {
    async get<Body>(key: ItemKey) {
      const Key = { pk: key.pk, sk: key.sk };
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : toItem<Body>(Item as StoredRecord);
    },
    async query<Body>(index: IndexName, partition: string, range: QueryRange = {}) {
      const plan = planRead(index, range);
      return plan === undefined ? { items: [] } : readPage<Body>(table, index, partition, plan);
    },
    async transact(actions) {
      const checked = checkActions(actions);
      const [only] = checked;
      if (checked.length === 1 && only !== undefined) await writeAlone(table, only.action, only.json);
      else await writeTogether(table, checked);
    },
  };
}
