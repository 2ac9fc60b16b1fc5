import { canonicalJson } from '../canonical-json.ts';
import { decide } from './decide.ts';
import { EMPTY_HISTORY, type History, stateOf } from './history.ts';
import type { ProblemCommand } from './problem-commands.ts';
import type { ProblemRules } from './problem-rules.ts';
import { Refused } from './refusals.ts';

/**
 * Whether a command is what the same person did last to the problem: sent again because its answer got lost. What the
 * system decided by itself since then does not count as something else.
 */
export function isRepeated({ events }: Pick<History, 'events'>, command: ProblemCommand, rules: ProblemRules): boolean {
  const last = events.findLastIndex(({ by }) => by !== 'system');
  const done = events[last];
  if (!done || last === 0 || done.by !== command.by) return false;
  const before = stateOf({ ...EMPTY_HISTORY, events: events.slice(0, last) });
  try {
    return canonicalJson(decide({ ...command, at: done.at }, before, rules)) === canonicalJson([done]);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
