import * as z from 'zod';
import { reservationOf } from '../../shared/stores/reservation-of.ts';
import { giveBack } from '../../shared/stores/reserve-room.ts';
import { signatureOf } from '../http/caller.ts';
import { Fault, notFound } from '../http/fault.ts';
import { defineRoute, type Route } from '../http/route.ts';

const outcomeSchema = z.strictObject({ outcome: z.enum(['sent', 'not-sent']) });

/** A message whose outcome nobody knows is settled by a person who has asked the carrier or the unit. */
export const messageRoute: Route = defineRoute({
  method: 'POST',
  path: '/campaigns/{campaign}/messages/{message}/outcome',
  operationId: 'settleMessage',
  summary: { zh: '认定结果不明的短信是否已发出', en: 'Settle whether a message with an unknown outcome went out' },
  access: ['office'],
  body: { json: outcomeSchema },
  replies: { 200: z.object({ id: z.string(), state: z.enum(['sent', 'refused']) }) },
  async handle({ params, body, caller }, services) {
    const stored = await services.outbox.message(params.campaign, params.message);
    if (!stored) throw notFound('短信', 'message', params.message);
    const state = body.outcome === 'sent' ? 'sent' : 'refused';
    const reason = `settled as ${body.outcome} by ${signatureOf(caller)}`;
    // The same order once more: its answer got lost.
    if (stored.body.state === state && stored.body.reason === reason)
      return { status: 200, body: { id: params.message, state } };
    if (stored.body.state !== 'unknown') throw notUnknown(params.message, stored.body.state);
    const write = services.outbox.rewriteMessage(stored, { state, reason });
    if (state === 'sent') await services.items.transact([write]);
    else {
      const { calendar, config } = await services.campaigns.load(params.campaign);
      await giveBack([write], reservationOf(stored.body, calendar), config.sending, services);
    }
    return { status: 200, body: { id: params.message, state } };
  },
});

const notUnknown = (id: string, state: string): Fault =>
  new Fault('not-acceptable-now', {
    zh: `短信“${id}”的状态是 ${state}，只有结果不明（unknown）的短信需要认定`,
    en: `the message "${id}" is ${state}; only one that is unknown needs settling`,
  });
