import type { Contact, Unit } from '../../shared/domain/campaign/unit-schema.ts';
import { DAY_MS, HOUR_MS, toInstant, toMs } from '../../shared/domain/instant.ts';
import { ConditionFailed } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { shortHash } from '../../shared/stores/keys.ts';
import type { OutboxEntry, Stored } from '../../shared/stores/outbox.ts';
import type { Services } from '../services.ts';
import { gather } from './gather.ts';
import { reviewEntries } from './review-entries.ts';
import { sendMessage } from './send-message.ts';

export interface DeliveryReport {
  /** Messages by what became of them. */
  sent: number;
  refused: number;
  unknown: number;
  /** Escalations looked at again at release and found settled. */
  dropped: number;
  /** Escalations held back by the daily cap of a number. */
  held: number;
  /** Escalations another delivery was faster with. */
  contended: number;
}

/**
 * Sends what the outbox of a campaign has released: looks at each escalation again, makes one digest of several to the
 * same person, keeps below the carrier's daily cap. Safe to run twice or at once, since an entry is bundled into one
 * message only, and a message is handed to the carrier once at most.
 */
export async function deliver({ campaign }: { campaign: string }, services: Services): Promise<DeliveryReport> {
  const report: DeliveryReport = { sent: 0, refused: 0, unknown: 0, dropped: 0, held: 0, contended: 0 };
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
  const number = shortHash(contact.phone);
  for (const batch of batches(standing, context.config.sending.digestFrom)) {
    if (await capReached(number, context, services)) {
      report.held += await hold(batch, context, services);
      continue;
    }
    const message = await gather(batch, { unit, contact, number, campaign: context.config.id }, services);
    report[await sendMessage(message, unit, contact, context, services)] += 1;
  }
}

function contactOf(unit: Unit, entries: Entries): Contact {
  const role = entries[0]?.body.role ?? 'liaison';
  return unit.contacts[role] ?? unit.contacts.liaison;
}

/** Several at once become one digest; fewer than the campaign says go out one by one. */
const batches = (entries: Entries, digestFrom: number): Entries[] =>
  entries.length >= digestFrom ? [entries] : entries.map((entry) => [entry]);

/** A carrier drops the 51st message to a number in a rolling 24 hours; a campaign stays below. */
async function capReached(number: string, context: CampaignContext, services: Services): Promise<boolean> {
  const since = toInstant(toMs(services.clock.now()) - DAY_MS);
  return (await services.outbox.sentTo(number, since)) >= context.config.sending.perNumberPerDay;
}

/** Looked at again in an hour, by when more has come together for one digest. */
async function hold(batch: Entries, context: CampaignContext, services: Services): Promise<number> {
  const releaseAt = context.window.releaseAt(toInstant(toMs(services.clock.now()) + HOUR_MS));
  for (const entry of batch) await services.items.transact([services.outbox.rewrite(entry, { releaseAt })]);
  return batch.length;
}
