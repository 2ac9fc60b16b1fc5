import * as z from 'zod';
import { createWorkingCalendar } from '../../shared/domain/calendar/working-calendar.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { ruleSetHash } from '../../shared/domain/campaign/rule-set.ts';
import { explainDeadline } from '../../shared/domain/deadline/explain-deadline.ts';
import { explainText } from '../../shared/domain/deadline/explain-text.ts';
import type { ProblemEvent, Schedule } from '../../shared/domain/problem/problem-events.ts';
import type { Life } from '../../shared/domain/problem/problem-state.ts';
import type { Services } from '../services.ts';

/** Every due date can say how it came about (the walk over the calendar), and what moved it since. */
export const dueDateExplanationSchema = z.object({
  rule: z.string(),
  ruleSet: z.string(),
  /** The day-by-day count from the dispatch, for a person to read; left out where an official set the date. */
  text: z.string().optional(),
  textEn: z.string().optional(),
  /** Later changes of the date, each by a person or by a clock that stood still. */
  moves: z.array(
    z.object({
      type: z.string(),
      at: z.iso.datetime(),
      by: z.string(),
      dueAt: z.iso.datetime().nullable(),
      reason: z.string().optional(),
    }),
  ),
});
export type DueDateExplanation = z.infer<typeof dueDateExplanationSchema>;

/** Explains the due date of a problem's current life by the rules it was dispatched under. */
export async function explainDueDate(
  problem: { readonly campaign: string; readonly life: Life; readonly events: readonly ProblemEvent[] },
  services: Services,
): Promise<DueDateExplanation> {
  const schedules = problem.events.flatMap((event) => (hasSchedule(event) ? [event] : []));
  const first = schedules.findLastIndex((event) => event.at === problem.life.dispatchedAt && startsLife(event));
  const start = schedules[first]?.schedule ?? problem.life.schedule;
  const config = await configOf(problem.campaign, start.ruleSet, services);
  const rule = config?.deadlines.find((candidate) => candidate.id === start.rule);
  const moves = schedules.slice(first + 1).map(({ type, at, by, schedule, ...rest }) => ({
    ...{ type, at, by, dueAt: schedule.dueAt },
    ...('reason' in rest && rest.reason && { reason: rest.reason }),
  }));
  return {
    rule: start.rule,
    ruleSet: start.ruleSet,
    ...(config && rule && walkText(config, rule, problem.life)),
    moves,
  };
}

type Scheduling = Extract<ProblemEvent, { schedule?: Schedule }> & { readonly schedule: Schedule };

const hasSchedule = (event: ProblemEvent): event is Scheduling => 'schedule' in event && event.schedule !== undefined;

const startsLife = ({ type }: ProblemEvent): boolean =>
  type === 'ProblemDispatched' || type === 'ProblemReassigned' || type === 'ProblemReopened';

function walkText(config: Campaign, rule: Campaign['deadlines'][number], life: Life) {
  const calendar = createWorkingCalendar(config.calendar, config.timeZone);
  const { within, stages } = rule;
  const explanation = explainDeadline({ from: life.dispatchedAt, within, ...(stages && { stages }) }, calendar);
  return { text: explainText(explanation, 'zh'), textEn: explainText(explanation, 'en') };
}

/** The configuration whose rules have this version; the newest revisions are looked at first. */
async function configOf(campaign: string, ruleSet: string, services: Services): Promise<Campaign | undefined> {
  const { head } = await services.campaigns.load(campaign);
  for (let revision = head.revision; revision >= 1; revision--) {
    const config = await services.registry.config(campaign, revision);
    if (config && ruleSetHash(config) === ruleSet) return config;
  }
  return undefined;
}
