import { campaignPhase } from '../../../functions/campaign-phase/run-action.ts';
import { startWorkflow } from '../../../infra/local/workflow.ts';
import type { CountedStage } from './scenarios.ts';

export interface Transitions {
  /** From the first state to the last; each state entered is one that Step Functions bills. */
  readonly campaign: number;
  /** The most that one ranking with its bulletin takes, from the wait before it to the next wait. */
  readonly rankingWithBulletin: number;
  /** How often each function was called. */
  readonly calls: Readonly<Record<'CampaignPhase' | 'Ranking' | 'BulletinPublishing', number>>;
}

/** Walks the stage's campaign to its end, and counts; rankings and bulletins are stood in for, since they change no path. */
export async function countTransitions({ services, clock, campaign }: CountedStage): Promise<Transitions> {
  const states: string[] = [];
  const calls = { CampaignPhase: 0, Ranking: 0, BulletinPublishing: 0 };
  const counted = (name: keyof typeof calls, task: (event: unknown) => Promise<object>) => async (event: unknown) => {
    calls[name] += 1;
    return task(event);
  };
  const { done } = startWorkflow(
    { campaign, revision: 1 },
    {
      CampaignPhase: counted('CampaignPhase', (event) => campaignPhase(event, services)),
      Ranking: counted('Ranking', async () => ({})),
      BulletinPublishing: counted('BulletinPublishing', async () => ({})),
    },
    {
      waitUntil: async (instant) => {
        if (instant > clock.now()) clock.advanceTo(instant);
      },
      onOperator: () => undefined,
      onState: (name) => void states.push(name),
    },
  );
  const end = await done;
  if (end.end !== 'concluded') throw new Error('the campaign did not come to its end', { cause: end });
  return { campaign: states.length, rankingWithBulletin: longestRanking(states), calls };
}

/** Among the walks from wait to wait that did nothing but rank and publish. */
function longestRanking(states: readonly string[]): number {
  const legs: string[][] = [[]];
  for (const state of states) {
    if (state.startsWith('WaitIn')) legs.push([]);
    legs.at(-1)?.push(state);
  }
  const ranked = legs.filter((leg) => leg.includes('PublishBulletin') && count(leg, 'Duty') === 1);
  return Math.max(...ranked.filter((leg) => leg.includes('ComputeRanking')).map(({ length }) => length));
}

const count = (states: readonly string[], name: string): number => states.filter((state) => state === name).length;
