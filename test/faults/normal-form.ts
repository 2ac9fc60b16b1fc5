import { hash } from 'node:crypto';
import { decodeBody } from '../../shared/adapters/body-codec.ts';
import { type Instant, toMs } from '../../shared/domain/instant.ts';
import type { StoredItem, Value } from './cloud/expressions.ts';

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
/** As it stands in the name of a report. */
const MOMENT = /\d{8}T\d{6}Z/g;
const HASH = /[0-9a-f]{64}/g;
const ID = /\b([A-Za-z]+)_[0-9a-v]{14}[0-9a-f]{12}\b/g;
/** In a link, or by itself in a message for gateways, which is JSON within JSON. */
const TOKEN = /(\/t\/|token\\*":\\*")[\w-]{22}/g;

/** How long the longest run of a scenario takes, by the clock that it sees. */
const RUN_MS = 2 * 3_600_000;

/** What differs between two runs that did the same: which attempt wrote it, and how often it was written over. */
const BOOKKEEPING: ReadonlySet<string> = new Set(['version', 'writeId', 'head']);

/** Texts with what is new in each run taken out: moments of the run itself, random ids, tokens, and hashes over them. */
export function normalText(text: string, startedAt: Instant): string {
  const isOfRun = (instant: string): boolean => {
    const after = toMs(instant) - toMs(startedAt);
    return after >= 0 && after <= RUN_MS;
  };
  return text
    .replaceAll(INSTANT, (instant) => (isOfRun(instant) ? '<now>' : instant))
    .replaceAll(MOMENT, '<now>')
    .replaceAll(ID, '$1_<id>')
    .replaceAll(TOKEN, '$1<token>')
    .replaceAll(HASH, '<hash>');
}

/** The name of an object: the hash of a photo stays, since it is what tells photos apart. */
export const normalName = (path: string, startedAt: Instant): string =>
  path.match(HASH) ? path : normalText(path, startedAt);

/** Items as plain objects in an order of their own, comparable between runs. */
export const normalItems = (items: readonly StoredItem[], startedAt: Instant): readonly string[] =>
  items.map((item) => normalText(JSON.stringify(plain({ M: item })), startedAt)).toSorted();

function plain(value: Value): unknown {
  if (typeof value.B === 'string') return withoutBookkeeping(JSON.parse(decodeBody(Buffer.from(value.B, 'base64'))));
  if (value.M) {
    const fields = Object.entries(value.M as Record<string, Value>).filter(([name]) => !BOOKKEEPING.has(name));
    return Object.fromEntries(
      fields.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, plain(field)]),
    );
  }
  return value.L ? (value.L as Value[]).map(plain) : Object.values(value)[0];
}

/** The body of an item, its fields in an order of their own. */
function withoutBookkeeping(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutBookkeeping);
  if (typeof body !== 'object' || body === null) return body;
  const fields = Object.entries(body).filter(([name]) => !BOOKKEEPING.has(name));
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, field]) => [name, withoutBookkeeping(field)]));
}

/** A short name of a text, for comparisons that need not show it. */
export const digestOf = (text: string): string => hash('sha256', text).slice(0, 12);
