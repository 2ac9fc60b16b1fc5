import type { tableDefinition } from '../../../shared/adapters/dynamodb-table.ts';
import { KEY_ATTRIBUTES } from '../../../shared/adapters/dynamodb-table.ts';

/** An item as it stands in the table, in plain values. */
export type Image = Readonly<Record<string, unknown>>;
type Index = Pick<ReturnType<typeof tableDefinition>['GlobalSecondaryIndexes'][number], 'KeySchema'> & {
  readonly Projection: { readonly ProjectionType: string };
};

const WRITE_UNIT = 1024;
const READ_UNIT = 4096;
/** What a list or a map takes by itself, and what each of its members takes beside its content. */
const CONTAINER = 3;
const MEMBER = 1;
const PLACE = 100;

/** The size of an item in bytes, as DynamoDB's page “Item sizes and formats” counts it: names and values. */
export const itemSize = (image: Image): number =>
  Object.entries(image).reduce((total, [name, value]) => total + bytes(name) + valueSize(value), 0);

function valueSize(value: unknown): number {
  if (typeof value === 'string') return bytes(value);
  if (typeof value === 'number') return numberSize(String(value));
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return CONTAINER + value.reduce((total, member) => total + valueSize(member) + MEMBER, 0);
  if (value !== undefined && Object.getPrototypeOf(value) === Object.prototype)
    return CONTAINER + itemSize(value as Image) + MEMBER * Object.keys(value as Image).length;
  throw new TypeError(`the table holds what JSON has, but here is ${String(value)}; count it here first`);
}

const bytes = (text: string): number => Buffer.byteLength(text);

/** One byte for two significant digits, one more, and one for a minus sign. */
function numberSize(text: string): number {
  const digits = text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}

const unitsOf = (size: number): number => Math.max(1, Math.ceil(size / WRITE_UNIT));

/** A write by what stood there before and what stands there after it; undefined where nothing does. */
export interface Written {
  readonly before: Image | undefined;
  readonly after: Image | undefined;
}

/** Units of the table itself: the larger of both images in whole KB, twice in a transaction. */
export function tableWriteUnits({ before, after }: Written, isTransaction: boolean): number {
  const size = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  return unitsOf(size) * (isTransaction ? 2 : 1);
}

/**
 * Units of an index: nothing where what it keeps does not change, a deletion and a write where its key does. A
 * transaction does not double them: it does so in DynamoDB Local alone, not in DynamoDB (nubo-db/dynoxide#188, measured
 * in August 2026).
 */
export function indexWriteUnits({ before, after }: Written, index: Index): number {
  const [old, now] = [kept(before, index), kept(after, index)];
  if (!old && !now) return 0;
  if (old && now && !sameKey(old, now, index)) return unitsOf(itemSize(old)) + unitsOf(itemSize(now));
  if (old && now && JSON.stringify(sorted(old)) === JSON.stringify(sorted(now))) return 0;
  return unitsOf(Math.max(old ? itemSize(old) : 0, now ? itemSize(now) : 0));
}

/** Units of a read, by all bytes it came across together; at least one block even where it finds nothing. */
export function readUnits(images: readonly Image[], isConsistent: boolean): number {
  const size = images.reduce((total, image) => total + itemSize(image), 0);
  return Math.max(1, Math.ceil(size / READ_UNIT)) * (isConsistent ? 1 : 0.5);
}

/** What DynamoDB bills an item by, in bytes: 100 more for each place where it lies. */
export function storedSize(image: Image | undefined, indexes: readonly Index[]): number {
  const copies = [image, ...indexes.map((index) => kept(image, index))].filter((copy) => copy !== undefined);
  return copies.reduce((total, copy) => total + itemSize(copy) + PLACE, 0);
}

const sameKey = (a: Image, b: Image, index: Index): boolean =>
  index.KeySchema.every(({ AttributeName }) => JSON.stringify(a[AttributeName]) === JSON.stringify(b[AttributeName]));

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inner]) => [name, sorted(inner)]),
      )
    : value;

/** What an index keeps of an item; undefined where the item lacks its key. */
export function kept(image: Image | undefined, { KeySchema, Projection }: Index): Image | undefined {
  if (!image || KeySchema.some(({ AttributeName }) => image[AttributeName] === undefined)) return undefined;
  const projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] } = Projection;
  if (projection.ProjectionType === 'ALL') return image;
  const { partition, sort } = KEY_ATTRIBUTES.main;
  const names = new Set([
    partition,
    sort,
    ...KeySchema.map(({ AttributeName }) => AttributeName),
    ...(projection.NonKeyAttributes ?? []),
  ] as string[]);
  return Object.fromEntries(Object.entries(image).filter(([name]) => names.has(name)));
}
