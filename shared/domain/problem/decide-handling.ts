import { type Decisions, inHand, refuseUnless } from './guards.ts';
import type { Slot } from './problem-events.ts';
import { openSlots, type ProblemRules } from './problem-rules.ts';
import { currentLife, type ProblemState } from './problem-state.ts';

/** Present in an event only where the acknowledgement changes the ladder. */
function slotsAfterAcknowledgement(state: ProblemState, rules: ProblemRules): readonly Slot[] | undefined {
  const { schedule } = currentLife(state);
  switch (rules.acknowledgement.effect) {
    case 'none':
      return undefined;
    case 'stops':
      return schedule.slots.filter((slot) => schedule.dueAt !== null && slot.at >= schedule.dueAt);
    case 'delays':
      return rules.delay(openSlots(currentLife(state)));
    default:
      return rules.acknowledgement satisfies never;
  }
}

/** From the pool into a unit’s hands, back, and out of the ledger. */
export const handling: Pick<Decisions, 'dispatch' | 'acknowledge' | 'return' | 'reassign' | 'merge' | 'void'> = {
  dispatch(state, { at, by, unit, dueAt }, rules) {
    refuseUnless(state.status === 'recorded', 'not-waiting-for-dispatch', state);
    const schedule = dueAt === undefined ? rules.schedule(state, at) : rules.scheduleUntil(state, dueAt, at);
    return [{ type: 'ProblemDispatched', at, by, unit, schedule }];
  },
  acknowledge(state, { at, by }, rules) {
    inHand(state, by);
    refuseUnless(!currentLife(state).acknowledgedAt, 'already-acknowledged', state);
    const slots = slotsAfterAcknowledgement(state, rules);
    return [{ type: 'ProblemAcknowledged', at, by, ...(slots && { slots }) }];
  },
  return(state, { at, by, reason }) {
    inHand(state, by);
    return [{ type: 'ProblemReturned', at, by, reason }];
  },
  reassign(state, { at, by, unit, reason }, rules) {
    refuseUnless(state.status === 'returned', 'not-returned', state);
    const sameUnit = unit === currentLife(state).unit;
    return [
      { type: 'ProblemReassigned', at, by, unit, reason, ...(!sameUnit && { schedule: rules.schedule(state, at) }) },
    ];
  },
  merge(state, { at, by, into }) {
    refuseUnless(!['closed', 'merged', 'voided'].includes(state.status), 'already-ended', state);
    refuseUnless(into !== state.id, 'merged-into-itself', state);
    return [{ type: 'ProblemMerged', at, by, into }];
  },
  void(state, { at, by, reason }) {
    refuseUnless(!['merged', 'voided'].includes(state.status), 'already-ended', state);
    return [{ type: 'ProblemVoided', at, by, reason }];
  },
};
