import type { Campaign } from '../campaign/campaign-schema.ts';
import type { Instant } from '../instant.ts';
import type { TaskFact } from '../measures/measure.ts';
import type { Agenda, AgendaEntry } from './agenda-entry.ts';

const PREFIX = 'task-due:';

/** One date of a task: `letter`, or `weekly-report~3` for the third of a weekly row. Filings name it by this id. */
export interface TaskOccurrence {
  readonly id: string;
  readonly task: string;
  readonly dueAt: Instant;
  /** The units that owe it, as the campaign lists them. */
  readonly units: readonly string[];
}

/** Every date by which units owe something. */
export function taskOccurrences(config: Pick<Campaign, 'phases' | 'units'>, { entries }: Agenda): TaskOccurrence[] {
  const tasks = new Map(config.phases.flatMap((phase) => phase.tasks.map((task) => [task.id, task])));
  const everybody = config.units.map((unit) => unit.id);
  return entries.flatMap((entry) => {
    const task = entry.kind === 'task-due' && entry.ref ? tasks.get(entry.ref) : undefined;
    if (!task) return [];
    const units = task.units === 'all' ? everybody : task.units;
    return [{ id: occurrenceId(entry), task: task.id, dueAt: entry.at, units }];
  });
}

/** The occurrence that an agenda entry of kind `task-due` stands for. */
export const occurrenceId = ({ id }: Pick<AgendaEntry, 'id'>): string => id.slice(PREFIX.length);

/** What each unit owed and did of the tasks due before `end`, as known then. */
export function taskFacts(
  occurrences: readonly TaskOccurrence[],
  filings: ReadonlyArray<{ readonly task: string; readonly unit: string; readonly at: Instant }>,
  end: Instant,
): TaskFact[] {
  const filedAt = new Map(filings.filter(({ at }) => at < end).map(({ task, unit, at }) => [`${task}\n${unit}`, at]));
  return occurrences
    .filter(({ dueAt }) => dueAt < end)
    .flatMap(({ id, dueAt, units }) =>
      units.map((unit) => {
        const doneAt = filedAt.get(`${id}\n${unit}`);
        return { task: id, unit, dueAt, ...(doneAt && { doneAt }) };
      }),
    );
}
