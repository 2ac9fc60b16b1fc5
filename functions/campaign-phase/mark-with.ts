import { ConditionFailed, type WriteAction } from '../../shared/ports.ts';
import type { EntryDone } from '../../shared/stores/campaign-progress.ts';
import { writeOnce } from '../../shared/stores/campaign-registry.ts';
import type { Services } from '../services.ts';

/** A write holds 100 actions; the mark itself is one, and so may be a few of what belongs to it. */
const CHUNK = 90;

/**
 * Marks an entry done in one write with what follows from it; returns false where it was done before. More outbox
 * entries than a write holds go ahead of the mark: which they are depends on facts of the entry's own moment alone, so a
 * second run finds the same ones written.
 */
export async function markWith(
  campaign: string,
  done: EntryDone,
  entries: readonly WriteAction[],
  services: Services,
  together: readonly WriteAction[] = [],
): Promise<boolean> {
  const last = Math.max(0, Math.ceil(entries.length / CHUNK) - 1) * CHUNK;
  for (let from = 0; from < last; from += CHUNK) await writeOnce(services.items, entries.slice(from, from + CHUNK));
  try {
    await services.items.transact([services.progress.markDone(campaign, done), ...together, ...entries.slice(last)]);
    return true;
  } catch (error) {
    const before = (await services.progress.done(campaign)).get(done.entry);
    if (error instanceof ConditionFailed && before) return false;
    throw error;
  }
}
