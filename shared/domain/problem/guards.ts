import type { ProblemCommand, ProblemCommandOf } from './problem-commands.ts';
import type { ProblemEvent } from './problem-events.ts';
import type { ProblemRules } from './problem-rules.ts';
import { currentLife, isOverdue, type ProblemState } from './problem-state.ts';
import { type RefusalReason, Refused } from './refusals.ts';

export type Decisions = {
  [Type in Exclude<ProblemCommand['type'], 'record'>]: (
    state: ProblemState,
    command: ProblemCommandOf<Type>,
    rules: ProblemRules,
  ) => ProblemEvent[];
};

export function refuseUnless(allowed: boolean, reason: RefusalReason, state: ProblemState): void {
  if (!allowed) throw new Refused(reason, state.id);
}

/** Only the responsible unit itself speaks for it; the office may do so for a unit that phones. */
export function asTheUnit(state: ProblemState, by: string): void {
  if (by.startsWith('unit:')) refuseUnless(by === `unit:${currentLife(state).unit}`, 'not-your-problem', state);
}

/** The problem is in a unit's hands, and whoever speaks may speak for that unit. */
export function inHand(
  state: ProblemState,
  by: string,
): asserts state is Extract<ProblemState, { status: 'dispatched' }> {
  refuseUnless(state.status === 'dispatched', 'not-with-a-unit', state);
  asTheUnit(state, by);
}

/** An extension is asked for before the due date, at most so many times, never once overdue (practice). */
export function mayExtend(state: ProblemState, at: string, rules: ProblemRules): void {
  const life = currentLife(state);
  refuseUnless(!isOverdue(life, at), 'extension-once-overdue', state);
  refuseUnless(life.extensionsAt.length < rules.handling.extensions, 'too-many-extensions', state);
}
