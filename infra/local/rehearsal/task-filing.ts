import type { Services } from '../../../functions/services.ts';
import { occurrenceId } from '../../../shared/domain/agenda/task-occurrence.ts';
import { toInstant, toMs } from '../../../shared/domain/instant.ts';
import { tryWrite } from '../../../shared/stores/try-write.ts';
import type { Actor } from '../actor.ts';
import type { LiveWorld } from './live-world.ts';
import { createPlanQueue, type PlanQueue } from './plan-queue.ts';
import { type TaskPlan, taskPlans } from './task-plans.ts';
import type { World } from './world.ts';

/** Units filing letters, reports and milestones; filing twice changes nothing. */
export async function createTaskFiling(live: LiveWorld, services: Services): Promise<Actor> {
  const campaign = live.world.context.config.id;
  const filed = new Set((await services.progress.tasks(campaign)).map(({ task, unit }) => nameOf(task, unit)));
  let world: World | undefined;
  let queue: PlanQueue<TaskPlan> = createPlanQueue();
  // A new revision of the campaign moves what is still owed.
  const present = (): PlanQueue<TaskPlan> => {
    if (world === live.world) return queue;
    world = live.world;
    queue = createPlanQueue();
    const owed = taskPlans(world).filter(({ entry, unit }) => !filed.has(nameOf(occurrenceId(entry), unit)));
    for (const plan of owed.toSorted(inOrder)) queue.add(plan.at, plan);
    return queue;
  };
  return {
    async nextAt(now) {
      const next = present().next();
      if (next === undefined) return undefined;
      const at = toInstant(next);
      return at > now ? at : now;
    },
    async act(now) {
      for (const { entry, unit } of present().take(toMs(now))) {
        const facts = {
          task: occurrenceId(entry),
          unit,
          at: now,
          by: `unit:${unit}`,
          note: '已按要求完成，材料随报。',
        };
        await tryWrite(services.items, [services.progress.fileTask(campaign, facts)]);
        filed.add(nameOf(occurrenceId(entry), unit));
      }
    },
  };
}

const nameOf = (task: string, unit: string): string => `${task}#${unit}`;

const inOrder = (a: TaskPlan, b: TaskPlan): number =>
  a.at - b.at || (nameOf(occurrenceId(a.entry), a.unit) < nameOf(occurrenceId(b.entry), b.unit) ? -1 : 1);
