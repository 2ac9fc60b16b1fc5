import { currentLife, type ProblemState } from '../../shared/domain/problem/problem-state.ts';
import type { OutboxEntry, Stored } from '../../shared/stores/outbox.ts';
import type { Services } from '../services.ts';

type Entries = ReadonlyArray<Stored<OutboxEntry>>;

/** Why an escalation need not be sent any more; undefined where it still stands. */
export function settledMeanwhile(entry: OutboxEntry, state: ProblemState): string | undefined {
  if (state.status !== 'dispatched') return state.status;
  if (state.lives.length !== entry.life) return 'reassigned';
  return currentLife(state).revision === entry.revision ? undefined : 'deadline moved';
}

/**
 * Looks at each escalation again at the moment of release: what was solved, parked, handed on or extended while it was
 * held is dropped, with the reason kept.
 */
export async function reviewEntries(
  group: Entries,
  services: Services,
): Promise<{ standing: Entries; dropped: number }> {
  const standing: Array<Stored<OutboxEntry>> = [];
  let dropped = 0;
  for (const entry of group) {
    const reason = await reasonToDrop(entry.body, services);
    if (reason === undefined) standing.push(entry);
    else {
      await services.items.transact([services.outbox.rewrite(entry, { state: 'dropped', reason })]);
      dropped += 1;
    }
  }
  return { standing, dropped };
}

async function reasonToDrop(entry: OutboxEntry, services: Services): Promise<string | undefined> {
  if (entry.task) return (await services.progress.task(entry.campaign, entry.task, entry.unit)) ? 'filed' : undefined;
  if (!entry.problem) return undefined;
  const problem = await services.ledger.load(entry.campaign, entry.problem);
  return problem ? settledMeanwhile(entry, problem.state) : 'no such problem';
}
