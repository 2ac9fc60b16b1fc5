import type { Archive, Carrier, Clock, Ids, ItemStore } from '../shared/ports.ts';
import { type BulletinBook, createBulletinBook } from '../shared/stores/bulletin-book.ts';
import { type CampaignContexts, createCampaignContexts } from '../shared/stores/campaign-context.ts';
import { type CampaignFacts, createCampaignFacts } from '../shared/stores/campaign-facts.ts';
import { type CampaignProgress, createCampaignProgress } from '../shared/stores/campaign-progress.ts';
import { type CampaignRegistry, createCampaignRegistry } from '../shared/stores/campaign-registry.ts';
import { createInspectionBook, type InspectionBook } from '../shared/stores/inspection-book.ts';
import { createLinkBook, type LinkBook } from '../shared/stores/link-book.ts';
import { createOutbox, type Outbox } from '../shared/stores/outbox.ts';
import { createOwedEntries, type OwedEntries } from '../shared/stores/owed-entries.ts';
import { createProblemDesk, type ProblemDesk } from '../shared/stores/problem-desk.ts';
import { createProblemLedger, type ProblemLedger } from '../shared/stores/problem-ledger.ts';
import { createProposalFile, type ProposalFile } from '../shared/stores/proposal-file.ts';
import { createRankingBook, type RankingBook } from '../shared/stores/ranking-book.ts';
import { createSendingQuota, type SendingQuota } from '../shared/stores/sending-quota.ts';

/** What a stage has to bring. */
export interface Ports {
  readonly items: ItemStore;
  readonly archive: Archive;
  readonly carrier: Carrier;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What every function works with; nothing in it knows the stage. */
export interface Services extends Ports {
  readonly registry: CampaignRegistry;
  readonly campaigns: CampaignContexts;
  readonly ledger: ProblemLedger;
  readonly desk: ProblemDesk;
  readonly inspections: InspectionBook;
  readonly outbox: Outbox;
  readonly owed: OwedEntries;
  readonly quota: SendingQuota;
  readonly links: LinkBook;
  readonly progress: CampaignProgress;
  readonly facts: CampaignFacts;
  readonly rankings: RankingBook;
  readonly proposals: ProposalFile;
  readonly bulletins: BulletinBook;
}

/** Puts the stores on a stage's ports. */
export function createServices(ports: Ports): Services {
  const { items } = ports;
  const registry = createCampaignRegistry(items);
  const ledger = createProblemLedger(items);
  const inspections = createInspectionBook(items);
  const outbox = createOutbox(items);
  const progress = createCampaignProgress(items);
  return {
    ...ports,
    registry,
    campaigns: createCampaignContexts(registry),
    ledger,
    desk: createProblemDesk(items, ledger),
    inspections,
    outbox,
    owed: createOwedEntries(items, ledger),
    quota: createSendingQuota(items),
    links: createLinkBook(registry, outbox),
    progress,
    facts: createCampaignFacts(ledger, inspections, progress),
    rankings: createRankingBook(items),
    proposals: createProposalFile(items),
    bulletins: createBulletinBook(items),
  };
}
