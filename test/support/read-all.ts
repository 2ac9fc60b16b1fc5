import type { Item, ItemStore, QueryRange } from '../../shared/ports.ts';

/** Every page of a query, following the cursors; each page but the last holds an item, none more than the limit. */
export async function readPages(
  store: ItemStore,
  index: 'main' | 'due',
  partition: string,
  range: QueryRange = {},
): Promise<Item[][]> {
  const pages: Item[][] = [];
  const seen = new Set<string | undefined>();
  let cursor = range.cursor;
  do {
    const page = await store.query(index, partition, cursor === undefined ? range : { ...range, cursor });
    if (page.cursor !== undefined && page.items.length === 0) throw new Error('an empty page came with a cursor');
    if (page.items.length > (range.limit ?? 1000)) throw new Error('a page holds more than its limit');
    pages.push([...page.items]);
    cursor = page.cursor;
    if (seen.has(cursor)) throw new Error('the pages run in a circle');
    seen.add(cursor);
  } while (cursor !== undefined);
  return pages;
}

/** All items of a query, over all its pages. */
export const readAll = async (...query: Parameters<typeof readPages>): Promise<Item[]> =>
  (await readPages(...query)).flat();
