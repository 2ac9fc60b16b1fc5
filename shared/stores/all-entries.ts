import type { CampaignRegistry } from './campaign-registry.ts';
import type { OutboxEntry } from './escalation-entry.ts';
import type { Outbox } from './outbox.ts';
import type { OwedEntries } from './owed-entries.ts';

/** Why nobody is told any more of what was still to be told when the campaign ended. */
const CAMPAIGN_ENDED = 'campaign ended';

interface Books {
  readonly registry: Pick<CampaignRegistry, 'head'>;
  readonly outbox: Pick<Outbox, 'told'>;
  readonly owed: Pick<OwedEntries, 'all'>;
}

/**
 * All escalations of a campaign: what was told or dropped, and what is still to be told. Since a campaign that has ended
 * never runs again, what it still owes reads as dropped; nothing has to be written for that.
 */
export async function allEntries(campaign: string, { registry, outbox, owed }: Books): Promise<readonly OutboxEntry[]> {
  const status = (await registry.head(campaign))?.head.status;
  const fate = status === 'ended' ? ({ state: 'dropped', reason: CAMPAIGN_ENDED } as const) : {};
  const entries = new Map<string, OutboxEntry>();
  for (const { token: _, ...entry } of await owed.all(campaign)) entries.set(entry.id, { ...entry, ...fate });
  for (const entry of await outbox.told(campaign)) entries.set(entry.id, entry);
  return [...entries.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
