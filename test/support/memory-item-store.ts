import { compareText, planRead, writeCursor } from '../../shared/adapters/read-plan.ts';
import { type CheckedAction, checkActions } from '../../shared/adapters/write-limits.ts';
import { ConditionFailed, type Item, type ItemKey, type ItemStore, type QueryRange } from '../../shared/ports.ts';

const nameOf = (key: ItemKey): string => JSON.stringify([key.pk, key.sk]);

/** The item store in the plainest words: the reference that the real ones are compared with, and a quick store for unit tests. */
export function createMemoryItemStore(): ItemStore {
  let stored: ReadonlyMap<string, Item> = new Map();
  return {
    async get<Body>(key: ItemKey) {
      return copy<Body>(stored.get(nameOf(key)));
    },
    async query<Body>(index: 'main' | 'due', partition: string, range: QueryRange = {}) {
      const plan = planRead(index, range);
      if (plan === undefined) return { items: [] };
      const sortKeys = (item: Item) => (index === 'main' ? [item.sk] : [item.due?.sk ?? '', item.pk, item.sk]);
      const sign = plan.descending ? -1 : 1;
      const order = (a: readonly string[], b: readonly string[]) => sign * compareLists(a, b);
      const matching = [...stored.values()]
        .filter((item) => (index === 'main' ? item.pk : item.due?.pk) === partition)
        .filter((item) => inRange(sortKeys(item)[0] ?? '', range))
        .filter((item) => plan.only?.(sortKeys(item)[0] ?? '') ?? true)
        .filter((item) => plan.after === undefined || order(sortKeys(item), plan.after) > 0)
        .sort((a, b) => order(sortKeys(a), sortKeys(b)));
      const items = matching.slice(0, plan.limit).map((item) => copy<Body>(item) ?? item) as Item<Body>[];
      const last = items.at(-1);
      return matching.length > plan.limit && last ? { items, cursor: writeCursor(sortKeys(last)) } : { items };
    },
    async transact(actions) {
      const next = new Map(stored);
      checkActions(actions).forEach((checked, i) => void apply(next, checked, i));
      stored = next;
    },
  };
}

const copy = <Body>(item: Item | undefined): Item<Body> | undefined =>
  item === undefined ? undefined : (structuredClone(item) as Item<Body>);

const inRange = (sk: string, { from, to }: QueryRange): boolean =>
  (from === undefined || compareText(sk, from) >= 0) && (to === undefined || compareText(sk, to) < 0);

function compareLists(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((part, i) => part !== b[i]);
  return differing < 0 ? 0 : compareText(a[differing] ?? '', b[differing] ?? '');
}

function apply(items: Map<string, Item>, { action, key, json }: CheckedAction, position: number): void {
  const old = items.get(nameOf(key));
  const version = (old?.version ?? 0) + 1;
  const holds = action.when === 'absent' ? old === undefined : old?.version === action.when.version;
  if (!holds) throw new ConditionFailed(position, key);
  if ('delete' in action) items.delete(nameOf(key));
  else items.set(nameOf(key), draft(action.put.due, { pk: key.pk, sk: key.sk, version, body: JSON.parse(json) }));
}

const draft = (due: ItemKey | undefined, item: Item): Item =>
  due === undefined ? item : { ...item, due: { pk: due.pk, sk: due.sk } };
