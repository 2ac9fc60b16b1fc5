import { QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Page } from '../ports.ts';
import { fetchRecords, nameOf } from './dynamodb-fetch.ts';
import { type StoredRecord, textOf, toItem } from './dynamodb-record.ts';
import { DUE_INDEX, KEY_ATTRIBUTES } from './dynamodb-table.ts';
import type { Table } from './dynamodb-writes.ts';
import { type IndexName, type ReadPlan, writeCursor } from './read-plan.ts';

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
    const found = answer.Items ?? [];
    const kept = found.filter((one) => textOf(one, sort) !== plan.to);
    const last = answer.LastEvaluatedKey;
    // Upwards, the first record at the upper bound says that the range ends here.
    const ended = last === undefined || (!plan.descending && kept.length < found.length);
    const asked = kept.filter((one) => plan.only?.(textOf(one, sort)) ?? true);
    const items = (await wholeRecords(table, asked)).map((record) => toItem<Body>(record));
    if (ended) return { items };
    if (items.length > 0) return { items, cursor: writeCursor(cursorParts(index, last)) };
    start = last;
  }
}

/** Records found by their keys alone are read as they are now; one that has left its place in the index is left out. */
async function wholeRecords(table: Table, found: readonly StoredRecord[]): Promise<readonly StoredRecord[]> {
  const bare = found.filter((one) => one.body === undefined);
  if (bare.length === 0) return found;
  const records = await fetchRecords(table, bare);
  return bare.flatMap((one) => {
    const record = records.get(nameOf(one));
    const isThere = ['duePk', 'dueSk'].every((name) => record && textOf(record, name) === textOf(one, name));
    return record && isThere ? [record] : [];
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
    ExpressionAttributeValues: { ':partition': { S: partition }, ...values },
    Limit: plan.limit,
    ScanIndexForward: !plan.descending,
  };
}

/** DynamoDB takes one condition on the sort key, and its BETWEEN includes the upper bound, which the reader leaves out. */
function describeBounds({ from, to }: ReadPlan): { condition: string; values: StoredRecord } {
  if (from !== undefined && to !== undefined) {
    return { condition: ' AND #sort BETWEEN :from AND :to', values: { ':from': { S: from }, ':to': { S: to } } };
  }
  if (from !== undefined) return { condition: ' AND #sort >= :from', values: { ':from': { S: from } } };
  if (to !== undefined) return { condition: ' AND #sort < :to', values: { ':to': { S: to } } };
  return { condition: '', values: {} };
}

function startKey(index: IndexName, partition: string, after: readonly string[] | undefined): StoredRecord | undefined {
  if (after === undefined) return undefined;
  const [sortKey = '', pk = '', sk = ''] = after;
  const own = index === 'main' ? { pk: partition, sk: sortKey } : { duePk: partition, dueSk: sortKey, pk, sk };
  return Object.fromEntries(Object.entries(own).map(([name, text]) => [name, { S: text }]));
}

const cursorParts = (index: IndexName, key: StoredRecord): string[] =>
  (index === 'main' ? ['sk'] : ['dueSk', 'pk', 'sk']).map((name) => textOf(key, name));
