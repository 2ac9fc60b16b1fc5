import type { Item, ItemDraft } from '../ports.ts';
import { decodeBody, encodeBody } from './body-codec.ts';

/** An item as it lies in the table. */
export interface StoredRecord {
  readonly pk: string;
  readonly sk: string;
  readonly version: number;
  readonly body: Uint8Array;
  readonly duePk?: string;
  readonly dueSk?: string;
  /** Which call wrote it, so that a repeat of that call knows its own work. */
  readonly writeId?: string;
}

/** The record of a draft. The body comes as JSON text, so that what SQLite keeps of it is also what is kept here. */
export const toRecord = ({ pk, sk, due }: ItemDraft, version: number, json: string): StoredRecord => ({
  pk,
  sk,
  version,
  body: encodeBody(json),
  ...(due && { duePk: due.pk, dueSk: due.sk }),
});

/** The item in a record. Its body's type is the caller's word: a store reads back what the same store wrote. */
export function toItem<Body>(record: StoredRecord): Item<Body> {
  const { pk, sk, version, duePk, dueSk } = record;
  const body: Body = JSON.parse(decodeBody(record.body));
  if (duePk === undefined || dueSk === undefined) return { pk, sk, version, body };
  return { pk, sk, version, body, due: { pk: duePk, sk: dueSk } };
}
