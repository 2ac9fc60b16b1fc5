import type { Instant } from '../../shared/domain/instant.ts';
import { ConditionFailed } from '../../shared/ports.ts';
import { ALL_SHARDS } from '../../shared/stores/keys.ts';
import { type DuePage, type LoadedProblem, nextActionAt } from '../../shared/stores/problem-ledger.ts';
import { type CampaignSight, campaignSight, isRunning, type SeenHead } from '../campaign-sight.ts';
import { attempt, type Failure, throwFailures } from '../failures.ts';
import type { Services } from '../services.ts';
import { type TimeLeft, UNLIMITED } from '../time-left.ts';
import { act } from './act.ts';

export interface SweepReport {
  /** Problems that something was decided on. */
  problems: number;
  rungs: number;
  /** Parked problems whose clock runs again. */
  resumed: number;
  /** Problems somebody else was writing; the next sweep sees them. */
  contended: number;
  /** Problems on which nothing could be decided; the error that ends the sweep names them. */
  failed: number;
  /** More is due than one sweep does; the next goes on. */
  unfinished: boolean;
}

export interface SweepInput {
  readonly campaign: string;
  /** Where the campaign stood, where that was read already. */
  readonly seen?: SeenHead;
  readonly shards?: readonly number[];
  /** False where nobody is to be told what is decided, as in the replay of an old ledger. */
  readonly tells?: boolean;
  readonly timeLeft?: TimeLeft;
  /** So much is decided at most. */
  readonly most?: number;
}

/** Some forty seconds of work in the cloud: a sweep is over before the next begins, and other campaigns have their turn. */
const MOST = 5000;

/** Enough to end the problem at hand. */
const RESERVE_MS = 30_000;

/** A sweep under way. */
interface Run {
  readonly campaign: string;
  readonly sight: CampaignSight;
  readonly now: Instant;
  readonly services: Services;
  readonly report: SweepReport;
  readonly failures: Failure[];
  decide(problem: LoadedProblem): Promise<LoadedProblem>;
  isEnough(): boolean;
}

/**
 * Looks at the problems of a campaign that have fallen due, shard by shard and page by page, and decides their rungs, one
 * at a time, each in one write with what is to be told because of it. After an outage each missed rung is decided once and
 * in order, over several sweeps where they are very many. Safe to run twice or at once: whoever writes second fails the
 * version condition and leaves the problem to the next sweep. Who knows that nothing is due in the other shards names
 * those to look at. A problem or a shard that fails keeps no other from being looked at: throws `PartlyFailed` with the
 * report at the end. A sweep that runs for long looks anew at the campaign, and ends where that runs no more.
 */
export async function sweep(
  { campaign, seen, shards = ALL_SHARDS, tells = true, timeLeft = UNLIMITED, most = MOST }: SweepInput,
  services: Services,
): Promise<SweepReport> {
  const report: SweepReport = { problems: 0, rungs: 0, resumed: 0, contended: 0, failed: 0, unfinished: false };
  const sight = campaignSight(campaign, seen, services);
  if (!isRunning(await sight())) return report;
  const now = services.clock.now();
  const failures: Failure[] = [];
  const run: Run = {
    ...{ campaign, sight, now, services, report, failures },
    decide: async (problem) => act(problem, await sight(), now, services, tells),
    isEnough: () => report.rungs + report.resumed >= most || timeLeft() < RESERVE_MS,
  };
  // All at once, since at most ticks that is all there is.
  const first = await Promise.all(
    shards.map((shard) => attempt(`shard ${shard}`, failures, () => services.ledger.due(campaign, shard, now))),
  );
  for (const [n, shard] of shards.entries()) {
    const page = first[n];
    if (page) await attempt(`shard ${shard}`, failures, () => sweepShard(shard, page, run));
  }
  throwFailures(failures, report);
  return report;
}

async function sweepShard(shard: number, first: DuePage, run: Run): Promise<void> {
  const { campaign, now, services } = run;
  let page = first;
  for (;;) {
    run.failures.push(...page.unread);
    run.report.failed += page.unread.length;
    for (const problem of page.problems) {
      // Others that the index shows only wait for the delivery.
      if (!isDue(problem, now)) continue;
      if (await isOver(run)) return;
      await settle(problem, run);
    }
    if (!page.cursor || (await isOver(run))) return;
    page = await services.ledger.due(campaign, shard, now, { cursor: page.cursor });
  }
}

/** The rest is for the next sweep, or for none, where the campaign runs no more. */
async function isOver({ report, isEnough, sight }: Run): Promise<boolean> {
  report.unfinished ||= isEnough();
  return report.unfinished || !isRunning(await sight());
}

const isDue = ({ state }: LoadedProblem, now: Instant): boolean => (nextActionAt(state) ?? '9999') <= now;

/** Decides on one problem until nothing of it is due. */
async function settle(problem: LoadedProblem, { now, decide, report, failures }: Run): Promise<void> {
  report.problems += 1;
  let current = problem;
  try {
    while (isDue(current, now)) {
      current = await decide(current);
      const decided = current.history.events.at(-1)?.type;
      if (decided === 'RungDecided') report.rungs += 1;
      else report.resumed += 1;
    }
  } catch (error) {
    if (error instanceof ConditionFailed) report.contended += 1;
    else {
      report.failed += 1;
      failures.push({ where: `problem ${problem.state.id}`, error });
    }
  }
}
