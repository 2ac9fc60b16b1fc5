import { DAY_MS, type Instant, toMs } from '../instant.ts';
import { asTheUnit, type Decisions, refuseUnless } from './guards.ts';
import type { ProblemRules } from './problem-rules.ts';
import { currentLife, isOverdue, type ProblemState } from './problem-state.ts';

/** Closed, not too long ago, and its relapse not yet recorded elsewhere. */
function mayRelapse(state: ProblemState, at: Instant, { handling }: ProblemRules): void {
  refuseUnless(state.status === 'closed', 'not-closed', state);
  refuseUnless(!(state.status === 'closed' && state.continuedAs), 'continued-elsewhere', state);
  const closedAt = currentLife(state).closedAt ?? at;
  refuseUnless(toMs(at) - toMs(closedAt) <= handling.relapseWithinDays * DAY_MS, 'no-relapse-any-more', state);
}

/** What may still happen to a closed problem. */
export const afterwards: Pick<Decisions, 'reopen' | 'continue' | 'appeal' | 'upholdAppeal' | 'rejectAppeal'> = {
  reopen(state, { at, by, inspection, unit }, rules) {
    mayRelapse(state, at, rules);
    return [{ type: 'ProblemReopened', at, by, inspection, unit, schedule: rules.schedule(state, at) }];
  },
  continue(state, { at, by, inspection, as }, rules) {
    mayRelapse(state, at, rules);
    return [{ type: 'ProblemContinued', at, by, inspection, as }];
  },
  appeal(state, { at, by, reason }, rules) {
    refuseUnless(state.status === 'closed', 'not-closed', state);
    asTheUnit(state, by);
    const life = currentLife(state);
    refuseUnless(!life.appeal, 'appeal-only-once', state);
    refuseUnless(isOverdue(life, at), 'appeal-needs-overdue', state);
    refuseUnless(toMs(at) - toMs(life.closedAt ?? at) <= rules.handling.appealDays * DAY_MS, 'appeal-too-late', state);
    return [{ type: 'AppealFiled', at, by, reason }];
  },
  upholdAppeal(state, { at, by, reason }) {
    refuseUnless(currentLife(state).appeal === 'filed', 'no-appeal', state);
    return [{ type: 'AppealUpheld', at, by, reason }];
  },
  rejectAppeal(state, { at, by, reason }) {
    refuseUnless(currentLife(state).appeal === 'filed', 'no-appeal', state);
    return [{ type: 'AppealRejected', at, by, reason }];
  },
};
