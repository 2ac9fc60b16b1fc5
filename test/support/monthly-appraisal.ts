import { computeRanking } from '../../functions/ranking/compute-ranking.ts';
import { proposeAccountability } from '../../functions/ranking/propose-accountability.ts';
import type { Campaign, CampaignInput } from '../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaign, buildUnit } from './build-campaign.ts';
import { inspect } from './handle-problems.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

export const STREETS = Array.from({ length: 7 }, (_, n) => `street-${n + 1}`);

/** S0 in small: seven streets in one league, ranked monthly over half a year; the last three are named. */
export const appraisalCampaign = (overrides: Partial<CampaignInput> = {}): Campaign =>
  buildCampaign({
    leagues: [{ id: 'streets', name: '街道组' }],
    units: STREETS.map((id, n) => buildUnit(n + 1, { id, name: `第${n + 1}街道` })),
    categories: [{ id: 'litter', name: '暴露垃圾' }],
    deadlines: [{ id: 'all', within: '3 workingDays' }],
    phases: [
      { phase: 'publicity', starts: '2026-03-01', ends: '2026-03-15' },
      { phase: 'attack', starts: '2026-03-16', ends: '2026-08-15' },
      { phase: 'consolidation', starts: '2026-08-16', ends: '2026-08-31' },
    ],
    ranking: { periods: ['monthly'], minCases: 1 },
    bulletins: { periods: ['monthly'] },
    ...overrides,
  });

export const openAppraisal = (overrides: Partial<CampaignInput> = {}): Promise<TestStage> =>
  openTestStage(appraisalCampaign(overrides), '2026-03-02 09:00');

/** Finds ten problems in every street on the month's second working day; `last` names those that put right only one each. */
export async function inspectMonth(stage: TestStage, month: string, last: readonly string[]): Promise<void> {
  stage.goTo(`${month}-12 09:00`);
  for (const [n, street] of STREETS.entries()) await inspect(stage, street, 10, last.includes(street) ? 1 : 10 - n);
}

/** The same, with the month closed: ranked and looked at for accountability. Returns the proposals filed. */
export async function closeMonth(stage: TestStage, month: string, last: readonly string[]): Promise<readonly string[]> {
  await inspectMonth(stage, month, last);
  const [year = 0, number = 0] = month.split('-').map(Number);
  stage.goTo(`${year}-${String(number + 1).padStart(2, '0')}-01 00:00`);
  const closing = { campaign: stage.campaign, kind: 'monthly', key: month } as const;
  await computeRanking(closing, stage.services);
  return proposeAccountability(closing, stage.services);
}
