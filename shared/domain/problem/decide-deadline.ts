import { DAY_MS, toMs } from '../instant.ts';
import { type Decisions, inHand, mayExtend, refuseUnless } from './guards.ts';
import { openSlots } from './problem-rules.ts';
import { currentLife } from './problem-state.ts';
import { Refused } from './refusals.ts';

/** Everything that moves or measures the clock. */
export const deadline: Pick<
  Decisions,
  'requestExtension' | 'approveExtension' | 'refuseExtension' | 'park' | 'resume' | 'rebase' | 'climb'
> = {
  requestExtension(state, { at, by, until, reason }, rules) {
    inHand(state, by);
    mayExtend(state, at, rules);
    refuseUnless(!state.extensionRequest, 'extension-already-requested', state);
    refuseUnless(until > (currentLife(state).schedule.dueAt ?? at), 'extension-not-later', state);
    return [{ type: 'ExtensionRequested', at, by, until, reason }];
  },
  // Asked for in time, it may be granted after the old deadline: the office's slowness is not the unit's.
  approveExtension(state, { at, by, until }, rules) {
    refuseUnless(
      state.status === 'dispatched' && state.extensionRequest !== undefined,
      'no-extension-requested',
      state,
    );
    const dueAt =
      until ?? (state.status === 'dispatched' && state.extensionRequest ? state.extensionRequest.until : at);
    refuseUnless(dueAt > (currentLife(state).schedule.dueAt ?? at), 'extension-not-later', state);
    // The rungs between it and now would never be decided.
    refuseUnless(dueAt > at, 'deadline-in-the-past', state);
    return [{ type: 'ExtensionApproved', at, by, schedule: rules.scheduleUntil(state, dueAt, at) }];
  },
  refuseExtension(state, { at, by, reason }) {
    refuseUnless(
      state.status === 'dispatched' && state.extensionRequest !== undefined,
      'no-extension-requested',
      state,
    );
    return [{ type: 'ExtensionRefused', at, by, reason }];
  },
  park(state, { at, by, until, reason }, rules) {
    refuseUnless(state.status === 'dispatched', 'not-with-a-unit', state);
    refuseUnless(until > at, 'park-ends-in-the-past', state);
    refuseUnless(toMs(until) - toMs(at) <= rules.handling.parkDays * DAY_MS, 'park-too-long', state);
    return [{ type: 'ProblemParked', at, by, until, reason }];
  },
  resume(state, { at, by }, rules) {
    if (state.status !== 'parked') throw new Refused('not-parked', state.id);
    refuseUnless(by !== 'system' || at >= state.parked.until, 'parking-not-over', state);
    return [{ type: 'ProblemResumed', at, by, schedule: rules.resume(currentLife(state), state.parked.at, at) }];
  },
  rebase(state, { at, by, dueAt, reason }, rules) {
    refuseUnless(state.status === 'dispatched', 'not-with-a-unit', state);
    refuseUnless(dueAt > at, 'deadline-in-the-past', state);
    return [{ type: 'DeadlineRebased', at, by, reason, schedule: rules.scheduleUntil(state, dueAt, at) }];
  },
  climb(state, { at, by }) {
    refuseUnless(state.status === 'dispatched', 'not-with-a-unit', state);
    const life = currentLife(state);
    const slot = openSlots(life)[0];
    if (!slot || slot.at > at) throw new Refused('no-rung-due', state.id);
    return [
      { type: 'RungDecided', at, by, step: slot.step, rung: slot.rung, revision: life.revision, slotAt: slot.at },
    ];
  },
};
