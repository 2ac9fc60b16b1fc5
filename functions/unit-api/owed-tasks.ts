import { taskOccurrences } from '../../shared/domain/agenda/task-occurrence.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { ConditionFailed } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { TaskFiled } from '../../shared/stores/campaign-progress.ts';
import { signatureOf, type UnitCaller } from '../http/caller.ts';
import { notFound } from '../http/fault.ts';
import type { Services } from '../services.ts';

/** A task as a unit sees it in its list: one for each date it is due on. */
export interface OwedTask {
  readonly id: string;
  readonly name: string;
  readonly dueAt: Instant;
  readonly filedAt?: Instant;
  /** Filed after its time, or not yet filed though the time has passed. */
  readonly late: boolean;
}

/** Everything a unit owes in a campaign, in order of time, with what it has filed. */
export async function owedTasks(
  context: CampaignContext,
  unit: string,
  services: Services,
): Promise<readonly OwedTask[]> {
  const { config, agenda } = context;
  const filed = await services.progress.tasks(config.id);
  const filedAt = new Map(filed.filter((task) => task.unit === unit).map((task) => [task.task, task.at]));
  const names = new Map(config.phases.flatMap((phase) => phase.tasks.map((task) => [task.id, task.name])));
  const now = services.clock.now();
  return taskOccurrences(config, agenda)
    .filter(({ units }) => units.includes(unit))
    .map(({ id, task, dueAt }) => {
      const done = filedAt.get(id);
      return { id, name: names.get(task) ?? task, dueAt, late: (done ?? now) > dueAt, ...(done && { filedAt: done }) };
    });
}

/**
 * Files what a unit owed; filing again changes nothing, since the first filing counts and the sender may not have heard
 * of it. Throws a `Fault` for a task this unit does not owe.
 */
export async function fileOwedTask(
  { task, note, caller }: { readonly task: string; readonly note: string; readonly caller: UnitCaller },
  context: CampaignContext,
  services: Services,
): Promise<OwedTask> {
  const find = async () => (await owedTasks(context, caller.unit, services)).find((one) => one.id === task);
  if (!(await find())) throw notFound('应完成的任务', 'task of yours', task);
  const at = services.clock.now();
  await fileOnce({ task, unit: caller.unit, at, by: signatureOf(caller), note }, context.config.id, services);
  const owed = await find();
  if (!owed) throw new Error(`the task ${task} was filed and is not owed`);
  return owed;
}

async function fileOnce(filed: TaskFiled, campaign: string, services: Services): Promise<void> {
  try {
    await services.items.transact([services.progress.fileTask(campaign, filed)]);
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
  }
}
