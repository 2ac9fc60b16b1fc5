import * as z from 'zod';
import { CONTACT_ROLES, RUNGS } from '../../shared/domain/campaign/vocabulary.ts';
import { MESSAGE_STATES, type MessageState, totalsOf } from '../../shared/domain/escalation/receipt.ts';
import { REFUSALS } from '../../shared/ports.ts';
import { allEntries } from '../../shared/stores/all-entries.ts';
import { fillPage, pageOf, pageQuery } from '../http/page.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Services } from '../services.ts';

const ENTRY_STATES = ['pending', 'bundled', 'dropped'] as const;

/** Parsing by it leaves out everything about the phone number but its mask. */
const messageSchema = z.object({
  id: z.string(),
  unit: z.string(),
  role: z.enum(CONTACT_ROLES),
  rung: z.enum(RUNGS),
  phoneMasked: z.string(),
  at: z.iso.datetime(),
  state: z.enum(MESSAGE_STATES),
  text: z.string(),
  parts: z.int(),
  entries: z.int(),
  reason: z.string().optional(),
  refusal: z.enum(REFUSALS).optional(),
});

const totalsSchema = z.object({
  attempted: z.int(),
  accepted: z.int(),
  delivered: z.int(),
  failed: z.int(),
  refused: z.int(),
  unknown: z.int(),
});

const entrySchema = z.object({
  id: z.string(),
  unit: z.string(),
  role: z.enum(CONTACT_ROLES),
  rung: z.enum(RUNGS),
  step: z.string(),
  problem: z.string().optional(),
  task: z.string().optional(),
  dueAt: z.iso.datetime(),
  decidedAt: z.iso.datetime(),
  releaseAt: z.iso.datetime(),
  state: z.enum(ENTRY_STATES),
  message: z.string().optional(),
  reason: z.string().optional(),
});

/** How the messages of a campaign stand, with those nobody can vouch for in full. */
async function countMessages(campaign: string, services: Services) {
  const counts = Object.fromEntries(MESSAGE_STATES.map((state) => [state, 0])) as Record<MessageState, number>;
  const unknown: Array<z.infer<typeof messageSchema>> = [];
  for await (const message of services.outbox.messages(campaign)) {
    counts[message.state] += 1;
    if (message.state === 'unknown') unknown.push(messageSchema.parse(message));
  }
  return { counts, totals: totalsOf(counts), unknown };
}

/** What went out, to whom and with what result. */
export const outboxReadRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/outbox',
    operationId: 'getOutbox',
    summary: {
      zh: '短信发送情况，结果不明的排在最前',
      en: 'How the SMS stand; those with an unknown outcome come first',
    },
    access: ['office', 'auditor'],
    replies: {
      200: z.object({
        counts: z.record(z.enum(MESSAGE_STATES), z.int()),
        totals: totalsSchema,
        unknown: z.array(messageSchema),
      }),
    },
    async handle({ params }, services) {
      await services.campaigns.load(params.campaign);
      return { status: 200, body: await countMessages(params.campaign, services) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/messages',
    operationId: 'listMessages',
    summary: { zh: '短信清单', en: 'The SMS one by one' },
    access: ['office', 'auditor'],
    query: z.strictObject({ ...pageQuery, state: z.enum(MESSAGE_STATES).optional(), unit: z.string().optional() }),
    replies: { 200: pageOf(messageSchema) },
    async handle({ params, query }, services) {
      await services.campaigns.load(params.campaign);
      const { state, unit } = query;
      const source = services.outbox.messages(params.campaign, query.after);
      const page = await fillPage(source, query.limit, (message) =>
        (state === undefined || message.state === state) && (unit === undefined || message.unit === unit)
          ? messageSchema.parse(message)
          : undefined,
      );
      return { status: 200, body: page };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/campaigns/{campaign}/escalations',
    operationId: 'listEscalations',
    summary: {
      zh: '督办清单：每一次督办及其短信',
      en: 'Every escalation that was decided, with the SMS that carries it',
    },
    access: ['office', 'auditor'],
    query: z.strictObject({
      ...pageQuery,
      unit: z.string().optional(),
      rung: z.enum(RUNGS).optional(),
      state: z.enum(ENTRY_STATES).optional(),
    }),
    replies: { 200: pageOf(entrySchema) },
    async handle({ params, query }, services) {
      await services.campaigns.load(params.campaign);
      const { unit, rung, state } = query;
      const { after = '' } = query;
      const entries = (await allEntries(params.campaign, services)).filter(({ id }) => id > after);
      const page = await fillPage(entries, query.limit, (entry) =>
        (unit === undefined || entry.unit === unit) &&
        (rung === undefined || entry.rung === rung) &&
        (state === undefined || entry.state === state)
          ? entrySchema.parse(entry)
          : undefined,
      );
      return { status: 200, body: page };
    },
  }),
];
