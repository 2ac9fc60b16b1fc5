import { currentLife, type ProblemState } from '../../shared/domain/problem/problem-state.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { OutboxEntry, Owed } from '../../shared/stores/escalation-entry.ts';
import type { Released } from '../../shared/stores/owed-entries.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import { attempt, type Failure } from '../failures.ts';
import type { Services } from '../services.ts';

/** Why an escalation need not be sent any more; undefined where it still stands. */
export function settledMeanwhile(entry: OutboxEntry, state: ProblemState): string | undefined {
  if (state.status !== 'dispatched') return state.status;
  if (state.lives.length !== entry.life) return 'reassigned';
  return currentLife(state).revision === entry.revision ? undefined : 'deadline moved';
}

/**
 * Looks at each escalation again at the moment of release: what was solved, parked, handed on or extended while it was
 * held is dropped, with the reason kept, and so is what nobody is left to be told of. One that can't be looked at or
 * dropped is left out, and put to `failures`.
 */
export async function reviewEntries(
  released: readonly Released[],
  { units }: Pick<CampaignContext, 'units'>,
  services: Services,
  failures: Failure[],
): Promise<{ standing: readonly Owed[]; dropped: number }> {
  const standing: Owed[] = [];
  let dropped = 0;
  for (const one of released)
    await attempt(`escalation ${one.owed.id}`, failures, async () => {
      const reason = (await reasonToDrop(one, services)) ?? (units.has(one.owed.unit) ? undefined : 'unit left');
      if (reason === undefined) standing.push(one.owed);
      else if (await drop(one.owed, reason, services)) dropped += 1;
    });
  return { standing, dropped };
}

/** False where somebody else has claimed it meanwhile. */
async function drop(owed: Owed, reason: string, services: Services): Promise<boolean> {
  if (!(await tryWrite(services.items, [services.outbox.drop(owed, reason)]))) return false;
  await services.owed.settle(owed);
  return true;
}

async function reasonToDrop({ owed, problem }: Released, services: Services): Promise<string | undefined> {
  if (owed.task) return (await services.progress.task(owed.campaign, owed.task, owed.unit)) ? 'filed' : undefined;
  return problem && settledMeanwhile(owed, problem.state);
}
