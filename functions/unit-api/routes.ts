import * as z from 'zod';
import { DERIVATIVE_TYPE } from '../../shared/domain/photo/photo-paths.ts';
import { currentLife } from '../../shared/domain/problem/problem-state.ts';
import { openLink } from '../http/authenticate.ts';
import { dueDateExplanationSchema, explainDueDate } from '../http/explain-due-date.ts';
import { notFound } from '../http/fault.ts';
import { pageQuery } from '../http/page.ts';
import { photoParams, photoQuery, sendPhoto } from '../http/photos.ts';
import { problemViewSchema, viewProblem } from '../http/problem-view.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { unitCommandRoutes } from './command-routes.ts';
import { pageByUrgency } from './open-problems.ts';
import { fileOwedTask, owedTasks } from './owed-tasks.ts';
import { ownCampaign, ownProblem } from './own-problem.ts';

const owedTaskSchema = z.object({
  id: z.string(),
  name: z.string(),
  dueAt: z.iso.datetime(),
  filedAt: z.iso.datetime().optional(),
  late: z.boolean(),
});

/** 128 bits in base64url. */
const tokenParam = z.string().regex(/^[\w-]{16,64}$/);

/** What a unit sees and does, by sign-in or by the link of an SMS; never anything of another unit. */
export const unitRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/t/{token}',
    operationId: 'openLink',
    summary: { zh: '打开短信中的链接', en: 'What the link of an SMS opens; use its token as “Authorization: Link …”' },
    access: 'public',
    params: { token: tokenParam },
    replies: { 200: z.object({ campaign: z.string(), unit: z.string(), expiresAt: z.iso.datetime() }) },
    async handle({ params }, services) {
      return { status: 200, body: await openLink(params.token, services.links, services.clock) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/my/tasks',
    operationId: 'listMyTasks',
    summary: {
      zh: '本单位未办结的问题，分页列出，最急的在前，并附应完成的任务',
      en: 'Open problems of your unit, the most urgent first, page by page, and with each page the tasks it owes',
    },
    access: ['unit'],
    query: z.strictObject(pageQuery),
    replies: {
      200: z.object({
        unit: z.object({ id: z.string(), name: z.string() }),
        problems: z.array(problemViewSchema),
        tasks: z.array(owedTaskSchema),
        next: z.string().optional(),
      }),
    },
    async handle({ params, query, caller }, services) {
      const context = await ownCampaign(params.campaign, caller, services);
      const open = await services.ledger.openOf(params.campaign, caller.unit);
      const now = services.clock.now();
      const unit = { id: caller.unit, name: context.units.get(caller.unit)?.name ?? caller.unit };
      const { states, next } = pageByUrgency(
        open.map(({ state }) => state),
        query,
      );
      const tasks = await owedTasks(context, caller.unit, services);
      const problems = states.map((state) => viewProblem(state, now));
      return { status: 200, body: { unit, problems, tasks, next } };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/campaigns/{campaign}/my/tasks/{task}',
    operationId: 'fileMyTask',
    summary: { zh: '报送一项任务；重复报送以第一次为准', en: 'File a task you owe; the first filing counts' },
    access: ['unit'],
    body: { json: z.strictObject({ note: z.string().trim().max(2000).default('') }) },
    replies: { 200: owedTaskSchema },
    async handle({ params, body, caller }, services) {
      const context = await ownCampaign(params.campaign, caller, services);
      return {
        status: 200,
        body: await fileOwedTask({ task: params.task, note: body.note, caller }, context, services),
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/my/problems/{problem}',
    operationId: 'getMyProblem',
    summary: { zh: '查看本单位的一个问题及期限的算法', en: 'One problem of yours, with how its due date was computed' },
    access: ['unit'],
    replies: { 200: problemViewSchema.extend({ explanation: dueDateExplanationSchema }) },
    async handle({ params, caller }, services) {
      await ownCampaign(params.campaign, caller, services);
      const { state, history } = await ownProblem(params, caller, services);
      const explained = { campaign: params.campaign, life: currentLife(state), events: history.events };
      const explanation = await explainDueDate(explained, services);
      return { status: 200, body: { ...viewProblem(state, services.clock.now()), explanation } };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/my/problems/{problem}/photos/{sha256}',
    operationId: 'getMyPhoto',
    summary: { zh: '查看本单位问题的照片', en: 'A photo of a problem of yours' },
    access: ['unit'],
    params: photoParams,
    query: photoQuery,
    replies: { 200: { file: [DERIVATIVE_TYPE] } },
    async handle({ params, query, caller }, services) {
      const { state } = await ownProblem(params, caller, services);
      const photos = [...state.photos, ...(currentLife(state).filed?.photos ?? [])];
      if (!photos.some((photo) => photo.sha256 === params.sha256)) throw notFound('照片', 'photo', params.sha256);
      return sendPhoto({ sha256: params.sha256, size: query.size, caller }, services.archive);
    },
  }),
  ...unitCommandRoutes,
];
