import type { Contact, Unit } from '../../shared/domain/campaign/unit-schema.ts';
import type { Cap } from '../../shared/domain/escalation/caps.ts';
import { smsParts } from '../../shared/domain/escalation/sms-parts.ts';
import { templateParams } from '../../shared/domain/escalation/template-params.ts';
import { DAY_MS, toInstant, toMs } from '../../shared/domain/instant.ts';
import { CarrierBusy, CarrierRefused, type Refusal, type ShortMessage } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Message, Stored } from '../../shared/stores/outbox.ts';
import { reservationOf } from '../../shared/stores/reservation-of.ts';
import { giveBack, reserve } from '../../shared/stores/reserve-room.ts';
import type { Reservation } from '../../shared/stores/sending-quota.ts';
import type { Services } from '../services.ts';
import type { Gathered } from './gather.ts';
import { takeApart } from './take-apart.ts';

/** A capability link opens a unit's tasks for so long. */
const LINK_DAYS = 7;

/** A carrier that takes nothing for now is asked again after so long. */
export const BUSY_MS = 5 * 60_000;

export interface Recipient {
  readonly unit: Unit;
  readonly contact: Contact;
}

/** What became of a message, with the cap or the refusal that was in its way. */
export interface Outcome {
  readonly state: 'sent' | 'refused' | 'unknown' | 'held' | 'busy';
  readonly reason?: Cap | Refusal;
}

/**
 * Hands a gathered message to the carrier, once: `sending` is written before, together with the room it takes below the
 * caps, so a crash from there on leaves a message that nobody sends again by itself. A refusal is certain and gives the
 * room back; where the carrier was only busy or a cap was reached meanwhile, the escalations wait for a later delivery.
 * Any other failure leaves the outcome `unknown`.
 */
export async function sendMessage(
  gathered: Gathered,
  recipient: Recipient,
  context: CampaignContext,
  services: Services,
): Promise<Outcome> {
  const { message: stored } = gathered;
  const draft = compose(stored.body, recipient, context, services);
  const { token, sms, parts } = draft;
  const reservation = reservationOf({ ...stored.body, parts }, context.calendar);
  const sending = { state: 'sending', text: sms.text.replace(token, '…'), parts } as const;
  const { campaign, unit } = stored.body;
  const expiresAt = toInstant(toMs(services.clock.now()) + LINK_DAYS * DAY_MS);
  const claim = [
    services.outbox.rewriteMessage(stored, sending),
    services.links.write(token, { campaign, unit, expiresAt }),
  ];
  const reached = await reserve(claim, reservation, context.config.sending, services);
  if (reached) {
    await takeApart(gathered, laterBy(BUSY_MS, context, services), services);
    return { state: 'held', reason: reached };
  }
  const inFlight = { body: { ...stored.body, ...sending }, version: stored.version + 1 };
  return settle({ ...gathered, message: inFlight }, await handOver(sms, services), reservation, context, services);
}

function compose(message: Message, { unit, contact }: Recipient, context: CampaignContext, services: Services) {
  const token = services.ids.token();
  const { rung, sheet, entries: count, dueAt, campaign } = message;
  const now = services.clock.now();
  const subject = { subject: rung, ...(sheet && { sheet }) };
  const text = context.sms.write({ ...subject, unitName: unit.name, count, dueAt, now, token });
  const sms: ShortMessage = {
    id: message.id,
    to: contact.phone,
    text,
    attributes: { campaign, league: unit.league, rung, unit: unit.id },
    params: templateParams(message, unit, token, context.config),
  };
  return { token, sms, parts: smsParts(text) };
}

const laterBy = (ms: number, { window }: CampaignContext, { clock }: Services) =>
  window.releaseAt(toInstant(toMs(clock.now()) + ms));

type Answer =
  | { readonly state: 'sent'; readonly carrierId: string }
  | { readonly state: 'refused'; readonly reason: string; readonly refusal: Refusal }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'busy'; readonly reason: string };

async function handOver(sms: ShortMessage, services: Services): Promise<Answer> {
  try {
    return { state: 'sent', carrierId: (await services.carrier.send(sms)).carrierId };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof CarrierRefused) return { state: 'refused', reason, refusal: error.refusal };
    return error instanceof CarrierBusy ? { state: 'busy', reason } : { state: 'unknown', reason };
  }
}

/** Writes down what the carrier said. */
async function settle(
  gathered: Gathered,
  answer: Answer,
  reservation: Reservation,
  context: CampaignContext,
  services: Services,
): Promise<Outcome> {
  const { message } = gathered;
  const write = (change: Partial<Message>) => services.outbox.rewriteMessage(message, change);
  if (answer.state === 'busy') {
    // Back to gathering first: from here on a crash leaves it to the recovery, which knows that nothing was sent.
    await giveBack([write({ state: 'gathering' })], reservation, context.config.sending, services);
    const nothingSent: Stored<Message> = { ...message, version: message.version + 1 };
    await takeApart({ ...gathered, message: nothingSent }, laterBy(BUSY_MS, context, services), services);
    return { state: 'busy' };
  }
  if (answer.state === 'refused') {
    const { state, refusal } = answer;
    await giveBack([write(answer)], reservation, context.config.sending, services);
    return { state, reason: refusal };
  }
  await services.items.transact([write(answer)]);
  return { state: answer.state };
}
