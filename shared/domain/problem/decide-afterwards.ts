import { DAY_MS, toMs } from '../instant.ts';
import { asTheUnit, type Decisions, refuseUnless } from './guards.ts';
import { currentLife, isOverdue } from './problem-state.ts';

/** What may still happen to a closed problem. */
export const afterwards: Pick<Decisions, 'reopen' | 'appeal' | 'upholdAppeal' | 'rejectAppeal'> = {
  reopen(state, { at, by, inspection, unit }, rules) {
    refuseUnless(state.status === 'closed', 'not-closed', state);
    const closedAt = currentLife(state).closedAt ?? at;
    refuseUnless(toMs(at) - toMs(closedAt) <= rules.handling.relapseWithinDays * DAY_MS, 'no-relapse-any-more', state);
    return [{ type: 'ProblemReopened', at, by, inspection, unit, schedule: rules.schedule(state, at) }];
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
