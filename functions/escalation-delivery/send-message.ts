import type { Contact, Unit } from '../../shared/domain/campaign/unit-schema.ts';
import type { Cap, Caps } from '../../shared/domain/escalation/caps.ts';
import { maskPhone } from '../../shared/domain/escalation/phone.ts';
import { smsParts } from '../../shared/domain/escalation/sms-parts.ts';
import { templateParams } from '../../shared/domain/escalation/template-params.ts';
import { DAY_MS, HOUR_MS, type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import { CarrierBusy, CarrierRefused, type Refusal, type ShortMessage } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { shortHash } from '../../shared/stores/keys.ts';
import { claimId, type Message } from '../../shared/stores/outbox.ts';
import { reservationOf } from '../../shared/stores/reservation-of.ts';
import { giveBack, reserve } from '../../shared/stores/reserve-room.ts';
import type { Reservation } from '../../shared/stores/sending-quota.ts';
import { attempt, type Failure } from '../failures.ts';
import type { Services } from '../services.ts';
import { asCarried, type Batch, claimAll, giveUp, justClaimed, summarise } from './claim.ts';

/** A capability link opens a unit's tasks for so long. */
const LINK_DAYS = 7;

/** A carrier that takes nothing for now is asked again after so long. */
export const BUSY_MS = 5 * 60_000;

/** After so long a gateway that has not reported is asked: longer than its queue brings it a message again. */
export const REPORT_MS = HOUR_MS;

export interface Recipient {
  readonly unit: Unit;
  readonly contact: Contact;
}

/** What became of a message, with the cap or the refusal that was in its way. */
export interface Outcome {
  readonly state: 'sent' | 'handed-over' | 'refused' | 'unknown' | 'held' | 'busy' | 'contended';
  readonly reason?: Cap | Refusal;
}

/**
 * Tells a batch of escalations in one message, handed to the carrier once. Before that comes the room it takes below the
 * caps, then the claims on all of them, with the message: a crash from there on leaves a message that nobody sends again by itself,
 * one before it only room that was taken for nothing. A refusal is certain and gives the room back; where a cap is
 * reached or the carrier busy, nothing was sent and nothing stays claimed. Any other failure of the carrier leaves the
 * outcome `unknown`. What was passed to a gateway is owed until it has reported, since it may hand back what it could not
 * send. One that was told and can't be taken off is put to `failures`, and is left to the next delivery.
 */
export async function sendMessage(
  batch: Batch,
  recipient: Recipient,
  context: CampaignContext,
  services: Services,
  failures: Failure[],
): Promise<Outcome> {
  const { config, calendar } = context;
  const { message, sms } = compose(batch, recipient, context, services);
  const room = reservationOf(message, calendar);
  const reached = await reserve(room, config.sending, services);
  if (reached) return { state: 'held', reason: reached };
  if (!(await claimWithin(room, { message, batch }, config.sending, services, failures))) return { state: 'contended' };
  const answer = await handOver(sms, services);
  const outcome = await settle(message, batch, answer, context, services);
  if (isCertain(answer))
    for (const entry of batch) await attempt(`escalation ${entry.id}`, failures, () => services.owed.settle(entry));
  return outcome;
}

/** Claims a batch in the room that was taken for it, which is given back where it is certain that the claim is not there. */
async function claimWithin(
  room: Reservation,
  { message, batch }: { readonly message: Message; readonly batch: Batch },
  caps: Caps,
  services: Services,
  failures: Failure[],
): Promise<boolean> {
  try {
    if (await claimAll(message, batch, services)) return true;
  } catch (error) {
    // The write may have failed, or only the answer to it. Where that can't be found out either, the room stays taken.
    await attempt(`room of message ${message.id}`, failures, async () => {
      const there = await services.outbox.message(message.campaign, message.id);
      if (there?.body.at !== message.at) await giveBack([], room, caps, services);
    });
    throw error;
  }
  await giveBack([], room, caps, services);
  return false;
}

function compose(entries: Batch, { unit, contact }: Recipient, context: CampaignContext, services: Services) {
  const [{ campaign, role, token }] = entries;
  const now = services.clock.now();
  const summary = { ...summarise(entries), entries: entries.length };
  const { rung, sheet, dueAt, entries: count } = summary;
  const subject = { subject: rung, ...(sheet && { sheet }) };
  const text = context.sms.write({ ...subject, unitName: unit.name, count, dueAt, now, token });
  const message: Message = {
    ...summary,
    id: claimId(entries[0]),
    campaign,
    unit: unit.id,
    role,
    carries: entries.map(asCarried),
    phoneMasked: maskPhone(contact.phone),
    number: shortHash(contact.phone),
    at: now,
    state: 'sending',
    text: text.replace(token, '…'),
    parts: smsParts(text),
    expiresAt: toInstant(toMs(now) + LINK_DAYS * DAY_MS),
  };
  const sms: ShortMessage = {
    id: message.id,
    at: message.at,
    to: contact.phone,
    text,
    attributes: { campaign, league: unit.league, rung, unit: unit.id },
    params: templateParams(message, unit, token, context.config),
  };
  return { message, sms };
}

type Answer =
  | { readonly state: 'sent'; readonly carrierId: string }
  | { readonly state: 'handed-over'; readonly carrierId: string; readonly reportBy?: Instant }
  | { readonly state: 'refused'; readonly reason: string; readonly refusal: Refusal }
  | { readonly state: 'unknown'; readonly reason: string }
  | { readonly state: 'busy' };

async function handOver(sms: ShortMessage, services: Services): Promise<Answer> {
  try {
    const { carrierId, passedTo } = await services.carrier.send(sms);
    if (!passedTo) return { state: 'sent', carrierId };
    const reportBy = toInstant(toMs(services.clock.now()) + REPORT_MS);
    return { state: 'handed-over', carrierId, ...(passedTo === 'gateway' && { reportBy }) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof CarrierRefused) return { state: 'refused', reason, refusal: error.refusal };
    return error instanceof CarrierBusy ? { state: 'busy' } : { state: 'unknown', reason };
  }
}

/** Whether nothing more can come of a message: a busy carrier is asked again, and a gateway has still to report. */
const isCertain = (answer: Answer): boolean =>
  answer.state !== 'busy' && !(answer.state === 'handed-over' && answer.reportBy !== undefined);

/** Writes down what the carrier said. */
async function settle(
  message: Message,
  batch: Batch,
  answer: Answer,
  { config, calendar }: CampaignContext,
  services: Services,
): Promise<Outcome> {
  const { outbox } = services;
  const room = reservationOf(message, calendar);
  if (answer.state === 'busy') {
    // The message is given up first: from then on it is certain that nothing was sent, and the other claims lapse by themselves.
    await giveBack([outbox.giveUpMessage(justClaimed(message, batch))], room, config.sending, services);
    await giveUp(batch.slice(1), services);
    return { state: 'busy' };
  }
  const note = outbox.rewriteMessage(justClaimed(message, batch), answer);
  if (answer.state === 'refused') await giveBack([note], room, config.sending, services);
  else await services.items.transact([note]);
  return answer.state === 'refused' ? { state: 'refused', reason: answer.refusal } : { state: answer.state };
}
