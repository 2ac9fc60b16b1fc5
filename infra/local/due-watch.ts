import type { Instant } from '../../shared/domain/instant.ts';
import type { ItemStore, WriteAction } from '../../shared/ports.ts';

/** Sees every write on its way to the store, so that nobody has to ask the index after each step when something is due. */
export interface DueWatch {
  /** What was learnt is asked anew after so many milliseconds of the stage's time: another process may write beside this one. */
  readonly trustMs: number;
  readonly items: ItemStore;
  /** Calls back with the instant of every entry written into a due partition that begins with `prefix`. */
  onDue(prefix: string, callback: (at: Instant) => void): void;
}

const LENGTH_OF_INSTANT = 24;

/** Puts a watch in front of a store. */
export function watchDue(items: ItemStore, trustMs = Number.POSITIVE_INFINITY): DueWatch {
  const watchers: Array<{ prefix: string; callback: (at: Instant) => void }> = [];
  const tell = (action: WriteAction) => {
    const due = 'put' in action ? action.put.due : undefined;
    if (!due) return;
    for (const { prefix, callback } of watchers)
      if (due.pk.startsWith(prefix)) callback(due.sk.slice(0, LENGTH_OF_INSTANT));
  };
  return {
    trustMs,
    items: {
      get: (key) => items.get(key),
      query: (index, partition, range) => items.query(index, partition, range),
      async transact(actions) {
        await items.transact(actions);
        actions.forEach(tell);
      },
    },
    onDue: (prefix, callback) => void watchers.push({ prefix, callback }),
  };
}
