import * as z from 'zod';
import type { ProblemCommand } from '../../shared/domain/problem/problem-commands.ts';
import type { ProblemRules } from '../../shared/domain/problem/problem-rules.ts';
import { currentLife, type ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import { signatureOf } from '../http/caller.ts';
import { problemViewSchema, viewProblem } from '../http/problem-view.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { correctRankings } from './correct-rankings.ts';

/** Decides an appeal; one that was upheld already is left as it is, so that its corrections can be made good after a crash. */
async function decideAppeal(
  campaign: string,
  problem: string,
  command: ProblemCommand,
  rules: ProblemRules,
  services: Services,
): Promise<ProblemState> {
  try {
    return await services.desk.execute(campaign, problem, command, rules);
  } catch (error) {
    const state = (await services.ledger.load(campaign, problem))?.state;
    const again = command.type === 'upholdAppeal' && state?.lives.length && currentLife(state).appeal === 'upheld';
    if (error instanceof Refused && error.reason === 'no-appeal' && state && again) return state;
    throw error;
  }
}

/** An upheld appeal corrects the rankings that had counted the case, so it is decided here and not by a plain command. */
export const appealRoute: Route = defineRoute({
  method: 'POST',
  path: '/campaigns/{campaign}/problems/{problem}/appeal',
  operationId: 'decideAppeal',
  summary: {
    zh: '裁定申诉；成立的，更正已公布的排名',
    en: 'Decide an appeal; upheld, it corrects the rankings that had counted the case',
  },
  access: ['office'],
  body: {
    json: z.strictObject({ decision: z.enum(['upheld', 'rejected']), reason: z.string().trim().min(1).max(500) }),
  },
  replies: {
    200: z.object({
      problem: problemViewSchema,
      corrections: z.array(z.object({ kind: z.string(), period: z.string(), number: z.int() })),
    }),
  },
  async handle({ params: { campaign, problem }, body, caller }, services) {
    const { rules } = await services.campaigns.load(campaign);
    const [at, by] = [services.clock.now(), signatureOf(caller)];
    const type = body.decision === 'upheld' ? 'upholdAppeal' : 'rejectAppeal';
    const state = await decideAppeal(campaign, problem, { type, reason: body.reason, at, by }, rules, services);
    const corrected = type === 'upholdAppeal' ? await correctRankings({ campaign, problem, by }, services) : [];
    const corrections = corrected.map(({ kind, period, correction }) => ({
      ...{ kind, period, number: correction?.number ?? 0 },
    }));
    return { status: 200, body: { problem: viewProblem(state, at), corrections } };
  },
});
