import type { Contact, Unit } from '../../shared/domain/campaign/unit-schema.ts';
import { smsParts } from '../../shared/domain/escalation/sms-parts.ts';
import { DAY_MS, toInstant, toMs } from '../../shared/domain/instant.ts';
import { CarrierRefused } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Message, Stored } from '../../shared/stores/outbox.ts';
import type { Services } from '../services.ts';

/** A capability link opens a unit's tasks for so long. */
const LINK_DAYS = 7;

export type Outcome = 'sent' | 'refused' | 'unknown';

/**
 * Hands a gathered message to the carrier, once: `sending` is written before, so a crash from there on leaves a message
 * that nobody sends again by itself. A refusal is certain; any other failure leaves the outcome `unknown`.
 */
export async function sendMessage(
  stored: Stored<Message>,
  unit: Unit,
  contact: Contact,
  context: CampaignContext,
  services: Services,
): Promise<Outcome> {
  const token = services.ids.token();
  const { campaign } = stored.body;
  const expiresAt = toInstant(toMs(services.clock.now()) + LINK_DAYS * DAY_MS);
  const { rung, sheet, entries: count, dueAt } = stored.body;
  const text = context.sms.write({
    subject: rung,
    ...(sheet && { sheet }),
    unitName: unit.name,
    count,
    dueAt,
    now: services.clock.now(),
    token,
  });
  const sending = { state: 'sending', text: text.replace(token, '…'), parts: smsParts(text) } as const;
  await services.items.transact([
    services.outbox.rewriteMessage(stored, sending),
    services.links.write(token, { campaign, unit: unit.id, expiresAt }),
  ]);
  const result = await handOver({ id: stored.body.id, to: contact.phone, text }, services);
  const inFlight = { body: { ...stored.body, ...sending }, version: stored.version + 1 };
  await services.items.transact([services.outbox.rewriteMessage(inFlight, result)]);
  return result.state;
}

async function handOver(
  message: { id: string; to: string; text: string },
  services: Services,
): Promise<{ state: Outcome; carrierId?: string; reason?: string }> {
  try {
    return { state: 'sent', carrierId: (await services.carrier.send(message)).carrierId };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { state: error instanceof CarrierRefused ? 'refused' : 'unknown', reason };
  }
}
