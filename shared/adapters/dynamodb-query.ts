import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Page } from '../ports.ts';
import { fetchRecords, nameOf } from './dynamodb-fetch.ts';
import { type StoredRecord, toItem } from './dynamodb-record.ts';
import { DUE_INDEX, KEY_ATTRIBUTES } from './dynamodb-table.ts';
import type { Table } from './dynamodb-writes.ts';
import { type IndexName, type ReadPlan, writeCursor } from './read-plan.ts';

type Key = NonNullable<QueryCommandInput['ExclusiveStartKey']>;

/** What a query gives of an item: all of it, or in the sparse index its keys alone. */
type Found = StoredRecord | (Omit<StoredRecord, 'version' | 'body'> & { readonly body?: undefined });

/** Reads one page; asks DynamoDB again while what came holds nothing of the range, so that a cursor always comes with items. */
export async function readPage<Body>(
  table: Table,
  index: IndexName,
  partition: string,
  plan: ReadPlan,
): Promise<Page<Body>> {
  const { sort } = KEY_ATTRIBUTES[index];
  const input = describe(table.name, index, partition, plan);
  let start = startKey(index, partition, plan.after);
  for (;;) {
    const answer = await table.client.send(new QueryCommand({ ...input, ExclusiveStartKey: start }));
    const found = (answer.Items ?? []) as Found[];
    const kept = found.filter((one) => one[sort] !== plan.to);
    const last = answer.LastEvaluatedKey;
    // Upwards, the first record at the upper bound says that the range ends here.
    const ended = last === undefined || (!plan.descending && kept.length < found.length);
    const asked = kept.filter((one) => plan.only?.(String(one[sort])) ?? true);
    const items = (await wholeRecords(table, asked)).map((record) => toItem<Body>(record));
    if (ended) return { items };
    if (items.length > 0) return { items, cursor: writeCursor(cursorParts(index, last)) };
    start = last;
  }
}

/** Records found by their keys alone are read as they are now; one that has left its place in the index is left out. */
async function wholeRecords(table: Table, found: readonly Found[]): Promise<readonly StoredRecord[]> {
  const bare = found.filter((one) => one.body === undefined);
  if (bare.length === 0) return found as readonly StoredRecord[];
  const records = await fetchRecords(table, bare);
  return bare.flatMap((one) => {
    const record = records.get(nameOf(one));
    return record && record.duePk === one.duePk && record.dueSk === one.dueSk ? [record] : [];
  });
}

function describe(table: string, index: IndexName, partition: string, plan: ReadPlan): QueryCommandInput {
  const keys = KEY_ATTRIBUTES[index];
  const { condition, values } = describeBounds(plan);
  return {
    TableName: table,
    ...(index === 'due' ? { IndexName: DUE_INDEX } : { ConsistentRead: true }),
    KeyConditionExpression: `#partition = :partition${condition}`,
    ExpressionAttributeNames: { '#partition': keys.partition, ...(condition !== '' && { '#sort': keys.sort }) },
    ExpressionAttributeValues: { ':partition': partition, ...values },
    Limit: plan.limit,
    ScanIndexForward: !plan.descending,
  };
}

/** DynamoDB takes one condition on the sort key, and its BETWEEN includes the upper bound, which the reader leaves out. */
function describeBounds({ from, to }: ReadPlan): { condition: string; values: Record<string, string> } {
  if (from !== undefined && to !== undefined) {
    return { condition: ' AND #sort BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
  }
  if (from !== undefined) return { condition: ' AND #sort >= :from', values: { ':from': from } };
  if (to !== undefined) return { condition: ' AND #sort < :to', values: { ':to': to } };
  return { condition: '', values: {} };
}

function startKey(index: IndexName, partition: string, after: readonly string[] | undefined): Key | undefined {
  if (after === undefined) return undefined;
  const [sortKey, pk, sk] = after;
  return index === 'main' ? { pk: partition, sk: sortKey } : { duePk: partition, dueSk: sortKey, pk, sk };
}

const cursorParts = (index: IndexName, key: Key): string[] =>
  (index === 'main' ? [key.sk] : [key.dueSk, key.pk, key.sk]).map(String);
