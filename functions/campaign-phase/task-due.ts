import { occurrenceId, taskFacts, taskOccurrences } from '../../shared/domain/agenda/task-occurrence.ts';
import type { Task } from '../../shared/domain/campaign/phase-schema.ts';
import { toInstant, toMs } from '../../shared/domain/instant.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Services } from '../services.ts';
import { entryOf } from './agenda-entry.ts';
import { markWith } from './mark-with.ts';
import { urgings } from './urging.ts';

/** Which units were late with a task when it was due; kept with the agenda entry. */
export interface TaskCheck {
  readonly task: string;
  readonly owed: number;
  readonly late: readonly string[];
}

/**
 * Flags the units that had not filed a task when it was due and, where the campaign says so, urges them by SMS. What
 * was filed after the due moment comes too late for the flag, however late this runs. Throws `UnknownEntry`.
 */
export async function taskDue(
  { campaign, entry: id }: { readonly campaign: string; readonly entry: string },
  services: Services,
): Promise<TaskCheck> {
  const context = await services.campaigns.load(campaign);
  const entry = entryOf(context, id, 'task-due');
  const occurrence = occurrenceId(entry);
  const owed = taskOccurrences(context.config, context.agenda).filter((one) => one.id === occurrence);
  // Filed at the very moment it was due is in time.
  const end = toInstant(toMs(entry.at) + 1);
  const facts = taskFacts(owed, await services.progress.tasks(campaign), end);
  const late = facts.filter(({ doneAt }) => doneAt === undefined).map(({ unit }) => unit);
  const check: TaskCheck = { task: occurrence, owed: facts.length, late };
  const now = services.clock.now();
  const urged = taskNamed(context, entry.ref)?.escalate ? late : [];
  const about = { task: occurrence };
  const entries = urgings(
    { about, units: urged, rung: 'urge', to: 'liaison', dueAt: entry.at, now },
    context,
    services.ids,
  );
  await markWith(campaign, { entry: id, at: now, result: check }, entries.map(services.owed.urge), services);
  return check;
}

const taskNamed = ({ config }: CampaignContext, id: string | undefined): Task | undefined =>
  config.phases.flatMap(({ tasks }) => tasks).find((task) => task.id === id);
