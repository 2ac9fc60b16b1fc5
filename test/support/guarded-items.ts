import type { TableAccess } from '../../infra/constructs/records-table.ts';
import type { ItemStore } from '../../shared/ports.ts';

/** Kinds of items by what was done with them. */
export type Used = Readonly<Record<keyof TableAccess, Set<string>>>;

/** The first word of a partition, by which rights are given. */
const kindOf = (partition: string): string => partition.split('#')[0] ?? '';

/**
 * The items as a function of the cloud stage reaches them: it is refused what its rights do not name, as IAM would, and
 * what it does is noted. What a query of the index finds is read from the table by its keys, so that needs a right too.
 */
export function guardItems(items: ItemStore, who: string, rights: TableAccess, used: Used): ItemStore {
  const demand = (what: keyof TableAccess, partition: string): void => {
    const kind = kindOf(partition);
    if (!(rights[what] ?? []).includes(kind)) throw new Error(`${who} has no right to ${kind} in its ${what}`);
    used[what].add(kind);
  };
  return {
    get(key) {
      demand('reads', key.pk);
      return items.get(key);
    },
    async query(index, partition, range) {
      demand(index === 'due' ? 'due' : 'reads', partition);
      const page = await items.query(index, partition, range);
      for (const { pk } of page.items) demand('reads', pk);
      return page as never;
    },
    transact(actions) {
      for (const action of actions) {
        if ('put' in action) demand('writes', action.put.pk);
        else demand('deletes', action.delete.pk);
      }
      return items.transact(actions);
    },
  };
}
