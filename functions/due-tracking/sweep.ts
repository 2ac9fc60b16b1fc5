import type { Instant } from '../../shared/domain/instant.ts';
import { ConditionFailed } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import { ALL_SHARDS } from '../../shared/stores/keys.ts';
import { type LoadedProblem, nextActionAt } from '../../shared/stores/problem-ledger.ts';
import type { Services } from '../services.ts';
import { act } from './act.ts';

export interface SweepReport {
  /** Problems that something was decided on. */
  problems: number;
  rungs: number;
  /** Parked problems whose clock runs again. */
  resumed: number;
  /** Problems somebody else was writing; the next sweep sees them. */
  contended: number;
}

/** How many problems are read at a time. */
const PAGE = 200;

/**
 * Looks at every problem of a campaign that has fallen due and decides its rungs, one at a time, each in one write with
 * its outbox entries. After an outage each missed rung is decided once and in order. Safe to run twice or at once:
 * whoever writes second fails the version condition and leaves the problem to the next sweep. Who knows that nothing is
 * due in the other shards names those to look at.
 */
export async function sweep(
  { campaign, shards = ALL_SHARDS }: { readonly campaign: string; readonly shards?: readonly number[] },
  services: Services,
): Promise<SweepReport> {
  const report: SweepReport = { problems: 0, rungs: 0, resumed: 0, contended: 0 };
  const context = await services.campaigns.load(campaign);
  if (context.head.status !== 'running') return report;
  const now = services.clock.now();
  for (const shard of shards) await sweepShard(context, shard, now, services, report);
  return report;
}

async function sweepShard(
  context: CampaignContext,
  shard: number,
  now: Instant,
  services: Services,
  report: SweepReport,
): Promise<void> {
  for (;;) {
    const due = await services.ledger.due(context.config.id, shard, now, PAGE);
    const before = report.contended;
    for (const problem of due) await settle(problem, context, now, services, report);
    if (due.length < PAGE || report.contended > before) return;
  }
}

/** Decides on one problem until nothing of it is due. */
async function settle(
  problem: LoadedProblem,
  context: CampaignContext,
  now: Instant,
  services: Services,
  report: SweepReport,
): Promise<void> {
  report.problems += 1;
  let current = problem;
  try {
    while ((nextActionAt(current.state) ?? '9999') <= now) {
      current = await act(current, context, now, services);
      const decided = current.history.events.at(-1)?.type;
      if (decided === 'RungDecided') report.rungs += 1;
      else report.resumed += 1;
    }
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    report.contended += 1;
  }
}
