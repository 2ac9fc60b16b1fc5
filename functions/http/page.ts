import * as z from 'zod';

const MAX_LIMIT = 200;

/** How every long list is asked for: so many at a time, each page behind the last id of the one before. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(50),
  /** The `next` of the page before. */
  after: z.string().min(1).max(200).optional(),
};

/** A page of a list; `next` is there while more may follow. */
export const pageOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.object({ items: z.array(schema), next: z.string().optional() });

/** A flag in a query: `true` or `false`. */
export const flagQuery = z.enum(['true', 'false']).transform((text) => text === 'true');

/**
 * Reads on until a page is full or the list ends, so that a filter never leaves a page short with more to come.
 * `pick` returns undefined for what the filter leaves out.
 */
export async function fillPage<From, To extends { readonly id: string }>(
  source: AsyncIterable<From> | Iterable<From>,
  limit: number,
  pick: (item: From) => To | undefined,
): Promise<{ items: To[]; next?: string }> {
  const items: To[] = [];
  for await (const item of source) {
    const picked = pick(item);
    if (!picked) continue;
    // One more than asked for is there: the page ends and says where to go on.
    if (items.length === limit) return { items, next: items.at(-1)?.id ?? '' };
    items.push(picked);
  }
  return { items };
}
