import { afterwards } from './decide-afterwards.ts';
import { deadline } from './decide-deadline.ts';
import { handling } from './decide-handling.ts';
import { rectification } from './decide-rectification.ts';
import type { Decisions } from './guards.ts';
import type { ProblemCommand, ProblemCommandOf } from './problem-commands.ts';
import type { ProblemEvent } from './problem-events.ts';
import type { ProblemRules } from './problem-rules.ts';
import type { ProblemState } from './problem-state.ts';
import { Refused } from './refusals.ts';

const DECISIONS: Decisions = { ...handling, ...rectification, ...deadline, ...afterwards };

function record(command: ProblemCommandOf<'record'>): ProblemEvent[] {
  const { type: _type, ...facts } = command;
  return [{ type: 'ProblemRecorded', ...facts }];
}

/**
 * What a command makes happen to a problem under the campaign's rules. Pure: `command.at` is the only time.
 * Throws `Refused` with the named reason when the present state does not allow it.
 */
export function decide(command: ProblemCommand, state: ProblemState | undefined, rules: ProblemRules): ProblemEvent[] {
  if (command.type === 'record') {
    if (state) throw new Refused('already-recorded', state.id);
    return record(command);
  }
  if (!state) throw new Refused('unknown-problem', '?');
  const decision = DECISIONS[command.type] as (
    state: ProblemState,
    command: ProblemCommand,
    rules: ProblemRules,
  ) => ProblemEvent[];
  return decision(state, command, rules);
}
