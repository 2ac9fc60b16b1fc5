import { decide } from '../domain/problem/decide.ts';
import { isRepeated } from '../domain/problem/is-repeated.ts';
import type { ProblemCommand } from '../domain/problem/problem-commands.ts';
import type { ProblemRules } from '../domain/problem/problem-rules.ts';
import type { ProblemState } from '../domain/problem/problem-state.ts';
import { Refused } from '../domain/problem/refusals.ts';
import { refuseWhereFull } from '../domain/problem/room.ts';
import { ConditionFailed, type ItemStore, type WriteAction } from '../ports.ts';
import { change, type LoadedProblem, nextMoment, type ProblemLedger, writeProblem } from './problem-ledger.ts';

/** How often a command is decided anew after somebody else wrote first. */
const TRIES = 5;

/** Carries out commands on single problems, one at a time and each in one write. */
export interface ProblemDesk {
  /**
   * Decides a command on the problem as it is now and writes what follows. Sent once more, it has happened already.
   * Throws `Refused` when the rules do not allow it or the history is full, and `ConditionFailed` when others kept writing first.
   */
  execute(campaign: string, problem: string, command: ProblemCommand, rules: ProblemRules): Promise<ProblemState>;
}

export function createProblemDesk(items: ItemStore, ledger: ProblemLedger): ProblemDesk {
  /** A closing is remembered by its place, so that a relapse is recognised. */
  const besides = async (state: ProblemState): Promise<WriteAction[]> =>
    state.status === 'closed' && state.place !== '' ? [await ledger.rememberClosing(state)] : [];

  async function once(problem: LoadedProblem, command: ProblemCommand, rules: ProblemRules): Promise<ProblemState> {
    if (isRepeated(problem.history, command, rules)) return problem.state;
    const inOrder = { ...command, at: nextMoment(problem, command.at) };
    const changed = change(problem, decide(inOrder, problem.state, rules));
    refuseWhereFull(changed.history, command, problem.state.id);
    await items.transact([writeProblem(changed), ...(await besides(changed.state))]);
    return changed.state;
  }

  return {
    async execute(campaign, id, command, rules) {
      for (let tries = 1; ; tries++) {
        const problem = await ledger.load(campaign, id);
        if (!problem) throw new Refused('unknown-problem', id);
        try {
          return await once(problem, command, rules);
        } catch (error) {
          if (!(error instanceof ConditionFailed) || tries === TRIES) throw error;
        }
      }
    },
  };
}
