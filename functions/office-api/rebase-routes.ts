import * as z from 'zod';
import { instantSchema } from '../../shared/domain/instant.ts';
import { signatureOf } from '../http/caller.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { previewRebase, rebase } from './rebase.ts';

const instant = z.iso.datetime();

const moveSchema = z.object({
  id: z.string(),
  unit: z.string(),
  from: instant.nullable(),
  to: instant,
  rule: z.string(),
  ruleSet: z.string(),
});

const orderSchema = z.strictObject({
  moves: z
    .array(z.strictObject({ id: z.string().min(1).max(200), to: instantSchema }))
    .min(1)
    .max(500),
  reason: z.string().trim().min(1).max(500),
});

const resultSchema = z.object({
  id: z.string(),
  moved: z.boolean(),
  error: z.string().optional(),
  message: z.string().optional(),
  messageEn: z.string().optional(),
});

/** A rule change moves no running deadline until a named official says so, after seeing what would move. */
export const rebaseRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/rebase-preview',
    operationId: 'previewRebase',
    summary: { zh: '按现行规则重定期限的预览，不作任何改动', en: 'What today’s rules would move; writes nothing' },
    access: ['office', 'auditor'],
    query: z.strictObject(pageQuery),
    replies: { 200: pageOf(moveSchema) },
    async handle({ params, query }, services) {
      const context = await services.campaigns.load(params.campaign);
      return { status: 200, body: await previewRebase(query, context, services) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/campaigns/{campaign}/rebase',
    operationId: 'rebaseDeadlines',
    summary: { zh: '重定预览中列出的期限，须写明理由', en: 'Move the deadlines of a preview, with a reason' },
    access: ['office'],
    body: { json: orderSchema },
    replies: { 200: z.object({ by: z.string(), results: z.array(resultSchema) }) },
    async handle({ params, body, caller }, services) {
      const context = await services.campaigns.load(params.campaign);
      const by = signatureOf(caller);
      const results = await rebase({ campaign: params.campaign, ...body, by }, context, services);
      return { status: 200, body: { by, results } };
    },
  }),
];
