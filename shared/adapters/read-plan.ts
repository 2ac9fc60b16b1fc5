import { InvalidCursor, type QueryRange } from '../ports.ts';

export type IndexName = 'main' | 'due';

/** A query that was checked: what to read, and after which key. */
export interface ReadPlan {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number;
  readonly descending: boolean;
  /** The last key read: [sk] in `main`, [due sk, pk, sk] in `due`. */
  readonly after: readonly string[] | undefined;
  readonly only: ((sortKey: string) => boolean) | undefined;
}

const DEFAULT_LIMIT = 1000;
const CURSOR_PARTS: Readonly<Record<IndexName, number>> = { main: 1, due: 3 };

/** Checks a query; undefined where its bounds leave nothing to read. Throws `InvalidCursor`, or a RangeError for the limit. */
export function planRead(index: IndexName, range: QueryRange): ReadPlan | undefined {
  const { to, limit = DEFAULT_LIMIT, cursor, descending = false, only } = range;
  // DynamoDB takes no empty bound; every key lies behind it.
  const from = range.from === '' ? undefined : range.from;
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`a page has a limit of 1 or more, not ${limit}`);
  const after = cursor === undefined ? undefined : readCursor(index, cursor, from, to);
  if (to !== undefined && compareText(from ?? '', to) >= 0) return undefined;
  return { from, to, limit, descending, after, only };
}

/** The text of a cursor that continues after this key. */
export const writeCursor = (after: readonly string[]): string =>
  Buffer.from(JSON.stringify(after)).toString('base64url');

function readCursor(index: IndexName, cursor: string, from: string | undefined, to: string | undefined): string[] {
  const parts = parseCursor(cursor);
  const [first] = parts;
  const outside =
    first === undefined ||
    parts.length !== CURSOR_PARTS[index] ||
    (from !== undefined && compareText(first, from) < 0) ||
    (to !== undefined && compareText(first, to) >= 0);
  if (outside) throw new InvalidCursor(cursor);
  return parts;
}

function parseCursor(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : [];
  } catch {
    return [];
  }
}

/** The order of keys in every store: by UTF-8 bytes, which is not the order of `<` once a text leaves the basic plane. */
export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
