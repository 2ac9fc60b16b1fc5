import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { IndexName } from './read-plan.ts';

/** The attributes that make up each index's key. */
export const KEY_ATTRIBUTES = {
  main: { partition: 'pk', sort: 'sk' },
  due: { partition: 'duePk', sort: 'dueSk' },
} as const satisfies Record<IndexName, { partition: string; sort: string }>;

/** The name of the sparse index: an item without `duePk` and `dueSk` is not in it. */
export const DUE_INDEX = 'due';

/** The one table of the cloud stage, for whoever creates it. */
export function tableDefinition(name: string) {
  const { main, due } = KEY_ATTRIBUTES;
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [main.partition, main.sort, due.partition, due.sort].map((attribute) => ({
      AttributeName: attribute,
      AttributeType: 'S' as const,
    })),
    KeySchema: keySchema(main),
    GlobalSecondaryIndexes: [
      // Keys alone: a write that leaves an item's due key as it is then costs the index nothing.
      { IndexName: DUE_INDEX, KeySchema: keySchema(due), Projection: { ProjectionType: 'KEYS_ONLY' as const } },
    ],
  } satisfies CreateTableCommandInput;
}

const keySchema = ({ partition, sort }: { partition: string; sort: string }) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];
