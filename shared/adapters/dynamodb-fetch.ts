import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { ItemKey } from '../ports.ts';
import { pauseBefore } from './dynamodb-failures.ts';
import type { StoredRecord } from './dynamodb-record.ts';
import type { Table } from './dynamodb-writes.ts';

/** DynamoDB's limit for one call. */
const MOST_KEYS = 100;

/** Asks in vain so often at most; what was not read then is left to the caller's next look. */
const MAX_TRIES = 10;

/** The records of these keys as they are now, by `nameOf` their key; a key without a record is left out. */
export async function fetchRecords(table: Table, keys: readonly ItemKey[]): Promise<ReadonlyMap<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    for (const record of await fetchSome(table, keys.slice(from, from + MOST_KEYS))) found.set(nameOf(record), record);
  }
  return found;
}

export const nameOf = ({ pk, sk }: ItemKey): string => JSON.stringify([pk, sk]);

/** A busy table answers for some of the keys only, and names the others. */
async function fetchSome({ client, name }: Table, keys: readonly ItemKey[]): Promise<readonly StoredRecord[]> {
  const records: StoredRecord[] = [];
  let missing: readonly ItemKey[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let tries = 1; missing.length > 0; tries++) {
    const request = { RequestItems: { [name]: { Keys: [...missing], ConsistentRead: true } } };
    const answer = await client.send(new BatchGetCommand(request));
    records.push(...((answer.Responses?.[name] ?? []) as StoredRecord[]));
    missing = (answer.UnprocessedKeys?.[name]?.Keys ?? []) as unknown as readonly ItemKey[];
    if (missing.length === 0) break;
    if (tries === MAX_TRIES)
      throw new Error(`the table left ${missing.length} of ${keys.length} items unread ${tries} times`);
    await pauseBefore(tries);
  }
  return records;
}
