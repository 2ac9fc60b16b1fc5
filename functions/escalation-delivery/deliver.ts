import type { Contact, Unit } from '../../shared/domain/campaign/unit-schema.ts';
import type { Cap } from '../../shared/domain/escalation/caps.ts';
import { HOUR_MS, toInstant, toMs } from '../../shared/domain/instant.ts';
import { ConditionFailed, type Refusal } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { shortHash } from '../../shared/stores/keys.ts';
import type { OutboxEntry, Stored } from '../../shared/stores/outbox.ts';
import type { Services } from '../services.ts';
import { gather } from './gather.ts';
import { reviewEntries } from './review-entries.ts';
import { BUSY_MS, type Outcome, type Recipient, sendMessage } from './send-message.ts';

export interface DeliveryReport {
  /** Messages by what became of them. */
  sent: number;
  refused: number;
  unknown: number;
  /** Escalations looked at again at release and found settled. */
  dropped: number;
  /** Escalations held back by a cap, or behind a carrier that takes nothing for now. */
  held: number;
  /** Messages a busy carrier did not take; their escalations are tried again later. */
  busy: number;
  /** Escalations another delivery was faster with. */
  contended: number;
  /** Refusals and caps by name, each of which somebody may have to act on. */
  reasons: Partial<Record<Refusal | Cap, number>>;
}

/**
 * Sends what the outbox of a campaign has released: looks at each escalation again, makes one digest of several to the
 * same person, keeps below the caps of the campaign. Safe to run twice or at once, since an entry is bundled into one
 * message only, and a message is handed to the carrier once at most.
 */
export async function deliver({ campaign }: { campaign: string }, services: Services): Promise<DeliveryReport> {
  const report: DeliveryReport = {
    sent: 0,
    refused: 0,
    unknown: 0,
    dropped: 0,
    held: 0,
    busy: 0,
    contended: 0,
    reasons: {},
  };
  const context = await services.campaigns.load(campaign);
  const released = await services.outbox.released(campaign, services.clock.now());
  for (const group of byRecipient(released)) {
    try {
      await deliverTo(group, context, services, report);
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      report.contended += group.length;
    }
  }
  return report;
}

type Entries = ReadonlyArray<Stored<OutboxEntry>>;

function byRecipient(entries: Entries): Iterable<Entries> {
  return Map.groupBy(entries, ({ body }) => `${body.unit}#${body.role}`).values();
}

async function deliverTo(
  group: Entries,
  context: CampaignContext,
  services: Services,
  report: DeliveryReport,
): Promise<void> {
  const { standing, dropped } = await reviewEntries(group, services);
  report.dropped += dropped;
  const unit = context.units.get(standing[0]?.body.unit ?? '');
  if (!unit || standing.length === 0) return;
  const contact = contactOf(unit, standing);
  for (const batch of batches(standing, context.config.sending.digestFrom)) {
    const { state, reason } = await deliverBatch(batch, { unit, contact }, context, services, report.busy > 0);
    report[state] += state === 'held' ? batch.length : 1;
    if (reason) report.reasons[reason] = (report.reasons[reason] ?? 0) + 1;
  }
}

/** Asked before anything is written: a cap that holds a batch back does so at each look until the day is over. */
async function deliverBatch(
  batch: Entries,
  { unit, contact }: Recipient,
  context: CampaignContext,
  services: Services,
  isBusy: boolean,
): Promise<Outcome> {
  const { config, calendar } = context;
  const [campaign, number, at] = [config.id, shortHash(contact.phone), services.clock.now()];
  if (isBusy) return hold(batch, BUSY_MS, context, services);
  const sms = { campaign, unit: unit.id, number, at, day: calendar.dayOf(at), parts: 1 };
  const room = await services.quota.reserve(sms, config.sending);
  if ('reached' in room) return hold(batch, HOUR_MS, context, services, room.reached);
  const gathered = await gather(batch, { unit, contact, number, campaign }, services);
  return sendMessage(gathered, { unit, contact }, context, services);
}

function contactOf(unit: Unit, entries: Entries): Contact {
  const role = entries[0]?.body.role ?? 'liaison';
  return unit.contacts[role] ?? unit.contacts.liaison;
}

/** Several at once become one digest; fewer than the campaign says go out one by one. */
const batches = (entries: Entries, digestFrom: number): Entries[] =>
  entries.length >= digestFrom ? [entries] : entries.map((entry) => [entry]);

/** Looked at again later, by when more has come together for one digest. */
async function hold(
  batch: Entries,
  ms: number,
  { window }: CampaignContext,
  { clock, items, outbox }: Services,
  reason?: Cap,
): Promise<Outcome> {
  const releaseAt = window.releaseAt(toInstant(toMs(clock.now()) + ms));
  for (const entry of batch) await items.transact([outbox.rewrite(entry, { releaseAt })]);
  return { state: 'held', ...(reason && { reason }) };
}
