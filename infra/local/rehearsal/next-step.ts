import type { ProblemState } from '../../../shared/domain/problem/problem-state.ts';
import { appealSteps, dispatchStep, lookAfterParking, officeSteps, reassignStep, verifyStep } from './office-steps.ts';
import type { Step } from './step.ts';
import { unitSteps } from './unit-steps.ts';
import type { World } from './world.ts';

/**
 * What happens next to a problem, unless the sweep or an inspection comes first; undefined where nobody will do anything.
 * Follows from the stored state alone; `now` only says which chances have passed and that the rest can't be earlier.
 */
export function nextStep(
  state: ProblemState,
  original: string | undefined,
  now: number,
  world: World,
): Step | undefined {
  let next: Step | undefined;
  for (const step of possible(state, original, world)) {
    if (step.optional && step.at < now) continue;
    if (!next || step.at < next.at) next = step;
  }
  return next && next.at < now ? { ...next, at: now } : next;
}

function possible(state: ProblemState, original: string | undefined, world: World): readonly Step[] {
  switch (state.status) {
    case 'recorded':
      return dispatchStep(state, world);
    case 'dispatched':
      return [...officeSteps(state, original, world), ...unitSteps(state, world)];
    case 'returned':
      return reassignStep(state, world);
    case 'rectified':
      return verifyStep(state, world);
    case 'parked':
      return lookAfterParking(state);
    case 'closed':
      return appealSteps(state, world);
    case 'merged':
    case 'voided':
      return [];
    default:
      return state satisfies never;
  }
}
