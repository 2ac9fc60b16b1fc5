import type { Services } from '../../../functions/services.ts';
import { type Instant, toInstant, toMs } from '../../../shared/domain/instant.ts';
import type { ProblemCommand } from '../../../shared/domain/problem/problem-commands.ts';
import type { ProblemState } from '../../../shared/domain/problem/problem-state.ts';
import { Refused } from '../../../shared/domain/problem/refusals.ts';
import type { Actor } from '../actor.ts';
import { gridFrom } from './grid.ts';
import type { LiveWorld } from './live-world.ts';
import { nextStep } from './next-step.ts';
import { createPlanQueue } from './plan-queue.ts';
import type { Step } from './step.ts';
import { createTwins } from './twins.ts';
import { hoursLater } from './work-hours.ts';

/** How often a command came too late, by the rule that refused it. */
export type Refusals = Record<string, number>;

/** The work on problems of the units and of the office: for each problem the one step that comes next. */
export interface Casework {
  readonly units: Actor;
  readonly office: Actor;
  readonly refusals: Readonly<Refusals>;
  /** Plans from the state as it is stored. */
  followById(problem: string, now: Instant): Promise<void>;
}

interface Plan extends Step {
  readonly problem: string;
}

/** Whoever only looked does something about it after so many working hours. */
const LOOK_HOURS = 1;
/** After a refusal nobody tries again before so many working hours. */
const PAUSE_HOURS = 7;

/** Takes up every problem that is stored, so that a rehearsal that was stopped goes on where it was. */
export async function createCasework(live: LiveWorld, services: Services): Promise<Casework> {
  const campaign = live.world.context.config.id;
  const queues = { unit: createPlanQueue<Plan>(), office: createPlanQueue<Plan>() };
  const current = new Map<string, Plan>();
  const twins = createTwins();
  const refusals: Refusals = {};
  let { world } = live;

  const follow = (state: ProblemState, now: number) => {
    twins.see(state);
    const step = nextStep(state, twins.originalOf(state), now, live.world);
    current.delete(state.id);
    if (!step) return;
    const plan = { ...step, problem: state.id };
    current.set(state.id, plan);
    queues[step.role].add(step.at, plan);
  };

  const load = async (id: string): Promise<ProblemState> => {
    const problem = await services.ledger.load(campaign, id);
    if (!problem) throw new Error(`the problem ${id} is planned for and not in the ledger of ${campaign}`);
    return problem.state;
  };

  const carryOut = async ({ problem, move, by }: Plan, now: Instant) => {
    try {
      if (!move) return follow(await load(problem), hoursLater(now, LOOK_HOURS, live.world));
      const command = { ...move, at: now, by } as ProblemCommand;
      const state = await services.desk.execute(campaign, problem, command, live.world.context.rules);
      follow(state, toMs(now));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Between plan and deed the world moved on: the sweep resumed it, or an inspection reopened it.
      refusals[error.reason] = (refusals[error.reason] ?? 0) + 1;
      follow(await load(problem), hoursLater(now, PAUSE_HOURS, live.world));
    }
  };

  /** Dates that a new revision moved change what is planned; a restart would plan by them as well. */
  const keepUp = async (now: Instant) => {
    if (world === live.world) return;
    world = live.world;
    const open = [...current.keys()].toSorted();
    for (const problem of open) follow(await load(problem), toMs(now));
  };

  const actor = (role: Step['role']): Actor => ({
    async nextAt(now) {
      await keepUp(now);
      const next = queues[role].next();
      return next === undefined ? undefined : laterOf(toInstant(next), now);
    },
    async act(now) {
      const due = queues[role].take(toMs(now)).filter((plan) => current.get(plan.problem) === plan);
      // In an order that doesn't depend on when each was planned, which a restart would change.
      due.sort((a, b) => (a.problem < b.problem ? -1 : 1));
      for (const plan of due) await carryOut(plan, now);
    },
  });

  const now = gridFrom(toMs(services.clock.now()));
  const stored: ProblemState[] = [];
  for await (const { state } of services.ledger.all(campaign)) stored.push(state);
  for (const state of stored) twins.see(state);
  for (const state of stored) follow(state, now);
  return {
    units: actor('unit'),
    office: actor('office'),
    refusals,
    followById: async (problem, at) => follow(await load(problem), toMs(at)),
  };
}

const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);
