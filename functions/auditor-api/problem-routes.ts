import * as z from 'zod';
import { isIntact } from '../../shared/domain/problem/history.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import type { LoadedProblem } from '../../shared/stores/problem-ledger.ts';
import { dueDateExplanationSchema, explainDueDate } from '../http/explain-due-date.ts';
import { pageOf } from '../http/page.ts';
import { problemViewSchema, viewProblem } from '../http/problem-view.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Services } from '../services.ts';
import { listProblems, problemQuerySchema } from './list-problems.ts';

const STAFF = ['office', 'inspector', 'auditor'] as const;

const problemDetailSchema = problemViewSchema.extend({
  history: z.object({
    events: z.array(z.looseObject({ type: z.string(), at: z.iso.datetime(), by: z.string() })),
    /** The hash of the last event chained to all before it. */
    head: z.string(),
    /** Whether the head still vouches for the events; false means that somebody changed the store. */
    intact: z.boolean(),
  }),
  explanation: dueDateExplanationSchema.optional(),
});

async function explanationOf({ state, history }: LoadedProblem, services: Services) {
  const life = state.lives.at(-1);
  if (!life) return {};
  return { explanation: await explainDueDate({ campaign: state.campaign, life, events: history.events }, services) };
}

/** The ledger 问题台账 as staff read it. */
export const problemReadRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/problems',
    operationId: 'listProblems',
    summary: { zh: '问题台账，可按单位、状态、类别、超期筛选', en: 'The ledger, by unit, status, category or overdue' },
    access: STAFF,
    query: problemQuerySchema,
    replies: { 200: pageOf(problemViewSchema) },
    async handle({ params, query }, services) {
      const context = await services.campaigns.load(params.campaign);
      return { status: 200, body: await listProblems(query, context, services) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/problems/{problem}',
    operationId: 'getProblem',
    summary: {
      zh: '一个问题的全部经过、哈希链校验结果和期限的算法',
      en: 'One problem with its history, the check of its hash chain, and how its due date was computed',
    },
    access: STAFF,
    replies: { 200: problemDetailSchema },
    async handle({ params }, services) {
      await services.campaigns.load(params.campaign);
      const problem = await services.ledger.load(params.campaign, params.problem);
      if (!problem) throw new Refused('unknown-problem', params.problem);
      const view = viewProblem(problem.state, services.clock.now());
      const history = { ...problem.history, intact: isIntact(problem.history) };
      return { status: 200, body: { ...view, history, ...(await explanationOf(problem, services)) } };
    },
  }),
];
