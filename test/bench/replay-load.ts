import type { LedgerRecord } from '../../functions/ledger-import/ledger/ledger-record.ts';
import { createServices } from '../../functions/services.ts';
import { sweepActor } from '../../infra/local/relay.ts';
import { recordsActor } from '../../infra/local/replay/records-actor.ts';
import { replayCampaign, replayStart } from '../../infra/local/replay/replay-campaign.ts';
import { runReplay } from '../../infra/local/replay/run-replay.ts';
import { openStage } from '../../infra/local/stage.ts';
import { runVirtual } from '../../infra/local/virtual-run.ts';
import { createSeededIds } from '../../shared/adapters/seeded-ids.ts';
import { createRandom } from '../../shared/adapters/seeded-random.ts';
import { createVirtualClock } from '../../shared/adapters/virtual-clock.ts';
import { DAY_MS, HOUR_MS, toInstant, toMs } from '../../shared/domain/instant.ts';
import { at } from '../support/problem-scenario.ts';
import type { Tap, Workload } from './compare-writes.ts';

const FIRST = toMs(at('2026-03-02 00:00'));
const DAYS = 100;
const AS_OF = toInstant(FIRST + DAYS * DAY_MS);

/** A ledger as city platforms keep them: nine of ten closed, most in time, some without a deadline. */
function ledger(rows: number): LedgerRecord[] {
  const random = createRandom('bench:ledger');
  return Array.from({ length: rows }, (_, index): LedgerRecord => {
    const reported = FIRST + random.int(0, (DAYS - 1) * 24 * 60) * 60_000;
    const due = reported + random.int(1, 10) * DAY_MS;
    const closed = reported + Math.ceil((due - reported) * random.next() * 1.2);
    return {
      row: index + 2,
      id: `R-${String(index).padStart(7, '0')}`,
      unit: `第${random.int(1, 20)}街道`,
      category: random.pick(['暴露垃圾', '占道经营', '井盖缺失']),
      place: `人民路${index}号`,
      reportedAt: toInstant(reported),
      ...(random.chance(0.95) && { dueAt: toInstant(due) }),
      ...(random.chance(0.9) && { closedAt: toInstant(Math.min(closed, FIRST + DAYS * DAY_MS - HOUR_MS)) }),
    };
  });
}

/** Plays records on the virtual clock over the whole ledger's time. */
export function replayLoad(rows: number): Workload {
  const records = ledger(rows);
  const campaign = replayCampaign(records, 'Asia/Shanghai', AS_OF);
  return {
    prepare: async () => {},
    async run(folder, tap) {
      if (tap) return runTapped(folder, tap);
      const { stage } = await runReplay({ records, campaign, asOf: AS_OF, folder }, () => {});
      stage.close();
    },
  };

  /** What `runReplay` does, with something in front of the store; that both write the same rows is checked afterwards. */
  async function runTapped(folder: string, tap: Tap): Promise<void> {
    const clock = createVirtualClock(replayStart(campaign));
    const stage = openStage({ folder, clock, ids: createSeededIds(0, clock), durability: 'fast' });
    const services = createServices({ ...stage.services, items: tap(stage.services.items) });
    await services.registry.create(campaign, clock.now());
    const context = await services.campaigns.load(campaign.id);
    const people = recordsActor(records, context, services, () => {});
    await runVirtual({ actors: [people, sweepActor(campaign.id, services, stage.watch)], clock, until: AS_OF });
    stage.close();
  }
}
