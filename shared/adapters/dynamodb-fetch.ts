import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { pauseBefore } from './dynamodb-failures.ts';
import { type StoredRecord, textOf } from './dynamodb-record.ts';
import type { Table } from './dynamodb-writes.ts';

/** DynamoDB's limit for one call. */
const MOST_KEYS = 100;

/** How often a busy table is asked for what it left out. */
const MAX_TRIES = 10;

/** The whole records behind bare ones, as they are now, by `nameOf` their key; what is gone is left out. */
export async function fetchRecords(
  table: Table,
  bare: readonly StoredRecord[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  // An index that lags behind may show an item at its old place and at its new one; a call names each key once.
  const distinct = [...new Map(bare.map((record) => [nameOf(record), record])).values()];
  for (let from = 0; from < distinct.length; from += MOST_KEYS) {
    const some = distinct.slice(from, from + MOST_KEYS);
    for (const record of await fetchSome(table, some)) found.set(nameOf(record), record);
  }
  return found;
}

/** A record's key in one word. */
export const nameOf = (record: StoredRecord): string => JSON.stringify([textOf(record, 'pk'), textOf(record, 'sk')]);

/** A busy table answers for some of the keys only, and names the others. */
async function fetchSome({ client, name }: Table, bare: readonly StoredRecord[]): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  let missing = bare.map(({ pk, sk }) => ({ ...(pk && { pk }), ...(sk && { sk }) }));
  for (let tries = 1; missing.length > 0; tries++) {
    if (tries > MAX_TRIES)
      throw new Error(`the table left ${missing.length} of ${bare.length} items unread ${MAX_TRIES} times`);
    if (tries > 1) await pauseBefore(tries);
    const request = { RequestItems: { [name]: { Keys: missing, ConsistentRead: true } } };
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand(request));
    records.push(...(Responses?.[name] ?? []));
    missing = UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return records;
}
