import { computeRanking } from '../../functions/ranking/compute-ranking.ts';
import type { CampaignInput } from '../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaign, SIX_RUNGS } from '../support/build-campaign.ts';
import { close, inspect, tell } from '../support/handle-problems.ts';
import type { FaultStage } from './stage.ts';

/** Bottom one of the week is proposed for a talk, and repeat offenders for a special report, so that there is something to file. */
const STRICT: Partial<CampaignInput> = {
  ranking: { periods: ['weekly'] },
  ladder: { rungs: SIX_RUNGS, specialReport: { overdue: 2, withinDays: 30 } },
  accountability: [
    {
      id: 'weekly-interview',
      period: 'weekly',
      occasion: { bottom: 1 },
      when: [{ consecutive: 1 }],
      propose: 'interview',
      for: ['principal'],
      basis: 'the last of a week explains why',
    },
  ],
};

/** A week in which three units put right what was found, one of them everything; the clock stands behind its end. */
export async function withWeek(stage: FaultStage): Promise<readonly string[]> {
  stage.goTo('2026-03-02 09:00');
  await stage.services.registry.create(buildCampaign(STRICT), stage.clock.now());
  const east = await inspect(stage, 'street-east', 6, 5);
  await inspect(stage, 'street-west', 6, 1);
  await inspect(stage, 'town-north', 5, 5);
  stage.goTo('2026-03-09 00:00');
  return east;
}

export const WEEK = { campaign: 'hundred-days-2026', kind: 'weekly', key: '2026-W10' } as const;

/** The same week, ranked. */
export async function withRanking(stage: FaultStage): Promise<readonly string[]> {
  const east = await withWeek(stage);
  await computeRanking(WEEK, stage.services);
  return east;
}

/** Afterwards what was late is put right, and its unit appeals. */
export async function withAppeal(stage: FaultStage): Promise<string> {
  const late = (await withRanking(stage)).at(-1) ?? '';
  stage.goTo('2026-03-10 09:00');
  await close(stage, late);
  await tell(stage, late, { type: 'appeal', reason: '属外单位管辖' });
  return late;
}
