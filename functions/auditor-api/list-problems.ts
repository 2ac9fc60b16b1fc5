import * as z from 'zod';
import { type Instant, instantSchema } from '../../shared/domain/instant.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { fillPage, flagQuery, pageQuery } from '../http/page.ts';
import { PROBLEM_STATUSES, type ProblemView, viewProblem } from '../http/problem-view.ts';
import type { Services } from '../services.ts';

/** What a list of problems can be narrowed to. */
export const problemQuerySchema = z.strictObject({
  ...pageQuery,
  unit: z.string().min(1).max(64).optional(),
  status: z.enum(PROBLEM_STATUSES).optional(),
  category: z.string().min(1).max(64).optional(),
  /** Missed the deadline, whether still open or closed late. */
  overdue: flagQuery.optional(),
  /** Due before this instant. */
  dueBefore: instantSchema.optional(),
});
export type ProblemQuery = z.infer<typeof problemQuerySchema>;

/** One page of the ledger. */
export function listProblems(query: ProblemQuery, context: CampaignContext, services: Services) {
  const now: Instant = services.clock.now();
  return fillPage(services.ledger.all(context.config.id, query.after), query.limit, ({ state }) => {
    const view = viewProblem(state, now);
    return fits(view, query) ? view : undefined;
  });
}

function fits(view: ProblemView, { unit, status, category, overdue, dueBefore }: ProblemQuery): boolean {
  return (
    (unit === undefined || view.unit === unit) &&
    (status === undefined || view.status === status) &&
    (category === undefined || view.category === category) &&
    (overdue === undefined || view.overdue === overdue) &&
    (dueBefore === undefined || (typeof view.dueAt === 'string' && view.dueAt < dueBefore))
  );
}
