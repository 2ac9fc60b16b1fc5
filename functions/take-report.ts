import { stateAfter, type Verdict } from '../shared/domain/escalation/receipt.ts';
import type { Refusal } from '../shared/ports.ts';
import type { Message, Stored } from '../shared/stores/outbox.ts';
import { reservationOf } from '../shared/stores/reservation-of.ts';
import { giveBack } from '../shared/stores/reserve-room.ts';
import type { Services } from './services.ts';

/** What somebody on the message's way reports of it. */
export interface Report {
  readonly verdict: Verdict;
  /** The id under which the gateway has it, by which later receipts name it. */
  readonly carrierId?: string;
  readonly reason?: string;
  readonly refusal?: Refusal;
}

/** A report that overtook the note that the message was handed over; it has to come again. */
export class EarlyReport extends Error {
  override readonly name = 'EarlyReport';
}

/**
 * Notes down a report on a message, once however often and late it comes. Gives the state it led to; undefined where it
 * changed nothing. Throws `EarlyReport`, and `ConditionFailed` where somebody else wrote in the same moment: take it again.
 */
export async function takeReport(
  stored: Stored<Message>,
  report: Report,
  services: Services,
): Promise<Message['state'] | undefined> {
  const { body } = stored;
  if (body.state === 'sending') {
    throw new EarlyReport(`message ${body.id} is ${body.state}; its ${report.verdict} has to be reported again`);
  }
  const state = stateAfter(body.state, report.verdict);
  const { carrierId = body.carrierId, reason, refusal } = report;
  if (state === undefined && carrierId === body.carrierId) return undefined;
  const named = carrierId === undefined ? {} : { carrierId };
  // A reason that no longer holds must not stand beside the new state.
  const change = state === undefined ? named : { ...named, state, reason, refusal };
  const write = services.outbox.rewriteMessage(stored, change as Partial<Message>);
  if (state !== 'refused') await services.items.transact([write]);
  else {
    const { calendar, config } = await services.campaigns.load(body.campaign);
    await giveBack([write], reservationOf(body, calendar), config.sending, services);
  }
  return state;
}
