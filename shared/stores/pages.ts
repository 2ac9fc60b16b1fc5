import type { Item, ItemStore, QueryRange } from '../ports.ts';

/** Every item of a partition, page by page, so that a large partition never lies in memory at once. */
export async function* allItems<Body>(
  items: ItemStore,
  index: 'main' | 'due',
  partition: string,
  range: Omit<QueryRange, 'cursor'> = {},
): AsyncGenerator<Item<Body>> {
  for await (const page of allPages<Body>(items, index, partition, range)) yield* page;
}

/** The same as whole pages, for those who count in millions. */
export async function* allPages<Body>(
  items: ItemStore,
  index: 'main' | 'due',
  partition: string,
  range: Omit<QueryRange, 'cursor'> = {},
): AsyncGenerator<ReadonlyArray<Item<Body>>> {
  let cursor: string | undefined;
  do {
    const page = await items.query<Body>(index, partition, { limit: 500, ...range, ...(cursor && { cursor }) });
    yield page.items;
    cursor = page.cursor;
  } while (cursor);
}

/** The range behind a sort key: the first key after another is that key with the smallest character appended. */
export const behind = (after: string | undefined): QueryRange =>
  after === undefined ? {} : { from: `${after}\u0000` };
