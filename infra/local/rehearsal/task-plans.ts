import type { AgendaEntry } from '../../../shared/domain/agenda/agenda.ts';
import type { Task } from '../../../shared/domain/campaign/phase-schema.ts';
import { hoursLater } from './work-hours.ts';
import { diligenceOf, type World } from './world.ts';

/** One unit filing one task of the agenda. */
export interface TaskPlan {
  readonly entry: AgendaEntry;
  readonly unit: string;
  /** In epoch milliseconds on the grid. */
  readonly at: number;
}

const LAGS_BELOW = 0.3;
/** A late task comes in the end; of ten late ones a laggard owes one for good. */
const NEVER = 0.1;
/** A laggard rarely gets a milestone done in time. */
const MISSES_MILESTONE = 0.75;

/** Whatever units are going to file, in no particular order. */
export function taskPlans(world: World): readonly TaskPlan[] {
  const { config, agenda } = world.context;
  const tasks = new Map(config.phases.flatMap((phase) => phase.tasks.map((task) => [task.id, task])));
  return agenda.entries.flatMap((entry) => {
    const task = entry.kind === 'task-due' && entry.ref !== undefined ? tasks.get(entry.ref) : undefined;
    if (!task) return [];
    const units = task.units === 'all' ? config.units.map(({ id }) => id) : task.units;
    return units.flatMap((unit) => {
      const at = filedAt(entry, task, unit, world);
      return at === undefined ? [] : [{ entry, unit, at }];
    });
  });
}

function filedAt(entry: AgendaEntry, task: Task, unit: string, world: World): number | undefined {
  const random = world.draws('task', entry.id, unit);
  const late = random.chance(chanceOfLate(task, unit, world));
  const [never, roll] = [random.chance(NEVER), random.next()];
  if (!late) return hoursLater(entry.at, -1 - roll * 20, world);
  return never && diligenceOf(world, unit) < LAGS_BELOW ? undefined : hoursLater(entry.at, 2 + roll * 22, world);
}

/** Milestones are hard to meet (S3: only early, never late). */
function chanceOfLate({ kind }: Task, unit: string, world: World): number {
  const lags = diligenceOf(world, unit) < LAGS_BELOW;
  const usual = lags ? 0.45 - 0.35 * world.strength : 0.04 * (1 - world.strength);
  return lags && kind === 'milestone' ? Math.max(MISSES_MILESTONE, usual) : usual;
}
