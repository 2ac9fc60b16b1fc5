import { ConditionFailed, type WriteAction } from '../../shared/ports.ts';
import type { EntryDone } from '../../shared/stores/campaign-progress.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';

/** A write holds 100 actions; the mark itself is one, and so may be a few of what belongs to it. */
const CHUNK = 90;

/**
 * Marks an entry done in one write with what follows from it; returns false where it was done before. More outbox
 * entries than a write holds go ahead of the mark. Where units have come or left since a run that died over it, the next
 * one finds some of its entries written; those stay as they are.
 */
export async function markWith(
  campaign: string,
  done: EntryDone,
  entries: readonly WriteAction[],
  services: Services,
  together: readonly WriteAction[] = [],
): Promise<boolean> {
  const last = Math.max(0, Math.ceil(entries.length / CHUNK) - 1) * CHUNK;
  for (let from = 0; from < last; from += CHUNK) await writeEach(entries.slice(from, from + CHUNK), services);
  const rest = entries.slice(last);
  try {
    await services.items.transact([services.progress.markDone(campaign, done), ...together, ...rest]);
    return true;
  } catch (error) {
    const before = (await services.progress.done(campaign)).get(done.entry);
    if (error instanceof ConditionFailed && before) return false;
    if (!(error instanceof ConditionFailed) || error.action <= together.length) throw error;
    await writeEach(rest, services);
    return markWith(campaign, done, [], services, together);
  }
}

/** Writes entries, save those that are there. */
async function writeEach(entries: readonly WriteAction[], { items }: Services): Promise<void> {
  if (await tryWrite(items, entries)) return;
  for (const entry of entries) await tryWrite(items, [entry]);
}
