import type { Instant } from '../../shared/domain/instant.ts';
import { ConditionFailed } from '../../shared/ports.ts';
import type { CampaignHead } from '../../shared/stores/campaign-registry.ts';
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

export interface SweepInput {
  readonly campaign: string;
  /** The campaign’s, where it was read a moment ago. */
  readonly head?: CampaignHead;
  readonly shards?: readonly number[];
  /** False where nobody is to be told what is decided, as in the replay of an old ledger. */
  readonly tells?: boolean;
}

/**
 * Looks at every problem of a campaign that has fallen due and decides its rungs, one at a time, each in one write with
 * what is to be told because of it. After an outage each missed rung is decided once and in order. Safe to run twice or at once:
 * whoever writes second fails the version condition and leaves the problem to the next sweep. Who knows that nothing is
 * due in the other shards names those to look at.
 */
export async function sweep(
  { campaign, head, shards = ALL_SHARDS, tells = true }: SweepInput,
  services: Services,
): Promise<SweepReport> {
  const report: SweepReport = { problems: 0, rungs: 0, resumed: 0, contended: 0 };
  const context = await services.campaigns.load(campaign, head);
  if (context.head.status !== 'running') return report;
  const now = services.clock.now();
  const decide: Decide = (problem) => act(problem, context, now, services, tells);
  for (const problem of await services.ledger.due(campaign, shards, now)) {
    if (isDue(problem, now)) await settle(problem, now, decide, report);
  }
  return report;
}

type Decide = (problem: LoadedProblem) => Promise<LoadedProblem>;

/** Others that the index shows only wait for the delivery. */
const isDue = ({ state }: LoadedProblem, now: Instant): boolean => (nextActionAt(state) ?? '9999') <= now;

/** Decides on one problem until nothing of it is due. */
async function settle(problem: LoadedProblem, now: Instant, decide: Decide, report: SweepReport): Promise<void> {
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
    if (!(error instanceof ConditionFailed)) throw error;
    report.contended += 1;
  }
}
