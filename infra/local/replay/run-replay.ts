import type { LedgerRecord } from '../../../functions/ledger-import/ledger/ledger-record.ts';
import { createSeededIds } from '../../../shared/adapters/seeded-ids.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import type { Campaign } from '../../../shared/domain/campaign/campaign-schema.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import type { CampaignContext } from '../../../shared/stores/campaign-context.ts';
import { sweepActor } from '../relay.ts';
import { openStage, type Stage } from '../stage.ts';
import { runVirtual } from '../virtual-run.ts';
import { recordsActor } from './records-actor.ts';
import { replayStart } from './replay-campaign.ts';

export type ReplayProgress = (done: number, of: number) => void;

/** A replayed ledger, still open for reading. */
export interface Replayed {
  readonly stage: Stage;
  readonly context: CampaignContext;
}

/**
 * Drives a historic ledger through the pipeline on the virtual clock up to `asOf`: each record comes in, is dispatched
 * and closes at its own time, and the sweep decides every rung in between. Nothing is sent: the outbox stays unread.
 */
export async function runReplay(
  input: { records: readonly LedgerRecord[]; campaign: Campaign; asOf: Instant; folder: string },
  onProgress: ReplayProgress,
): Promise<Replayed> {
  const { records, campaign, asOf, folder } = input;
  const earliest = records.reduce(
    (least, { reportedAt }) => (reportedAt < least ? reportedAt : least),
    replayStart(campaign),
  );
  const clock = createVirtualClock(earliest < asOf ? earliest : asOf);
  const stage = openStage({ folder, clock, ids: createSeededIds(0, clock), durability: 'fast' });
  await stage.services.registry.create(campaign, clock.now());
  const context = await stage.services.campaigns.load(campaign.id);
  let done = 0;
  const people = recordsActor(records, context, stage.services, () => onProgress(++done, people.acts));
  await runVirtual({ actors: [people, sweepActor(campaign.id, stage.services, stage.watch)], clock, until: asOf });
  return { stage, context };
}
