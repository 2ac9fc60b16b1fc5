import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item, ItemDraft, ItemKey } from '../ports.ts';
import { decodeBody, encodeBody } from './body-codec.ts';

/** An item as it lies in the table: `pk`, `sk`, `version`, `body`, where it is due `duePk` and `dueSk`, and `writeId`, by which a repeat of a call knows its own work. */
export type StoredRecord = Record<string, AttributeValue>;

/** The key of a record. */
export const toKey = ({ pk, sk }: ItemKey) => ({ pk: { S: pk }, sk: { S: sk } });

/** A text of a record; empty where it has none of that name. */
export const textOf = (record: StoredRecord, name: string): string => record[name]?.S ?? '';

/** The record of a draft. The body comes as JSON text, so that what SQLite keeps of it is also what is kept here. */
export const toRecord = ({ pk, sk, due }: ItemDraft, version: number, json: string): StoredRecord => ({
  pk: { S: pk },
  sk: { S: sk },
  version: { N: String(version) },
  body: { B: encodeBody(json) },
  ...(due && { duePk: { S: due.pk }, dueSk: { S: due.sk } }),
});

/** The item in a record. Its body's type is the caller's word: a store reads back what the same store wrote. */
export function toItem<Body>(record: StoredRecord): Item<Body> {
  const { version, body: stored, duePk, dueSk } = record;
  if (stored?.B === undefined)
    throw new Error(`the item ${textOf(record, 'pk')} / ${textOf(record, 'sk')} has no body`);
  const body: Body = JSON.parse(decodeBody(stored.B));
  const item = { pk: textOf(record, 'pk'), sk: textOf(record, 'sk'), version: Number(version?.N), body };
  return duePk?.S === undefined || dueSk?.S === undefined ? item : { ...item, due: { pk: duePk.S, sk: dueSk.S } };
}
