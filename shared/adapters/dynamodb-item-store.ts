import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { ItemKey, ItemStore, QueryRange } from '../ports.ts';
import { readPage } from './dynamodb-query.ts';
import { toItem, toKey } from './dynamodb-record.ts';
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
  const table: Table = { client: options.client, name: options.table };
  return {
    async get<Body>(key: ItemKey) {
      const input = { TableName: table.name, Key: toKey(key), ConsistentRead: true };
      const { Item } = await table.client.send(new GetItemCommand(input));
      return Item === undefined ? undefined : toItem<Body>(Item);
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
