import { sweep } from '../../functions/due-tracking/sweep.ts';
import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { buildCampaign } from './build-campaign.ts';
import { buildInspection, openTestStage, type TestStage } from './test-stage.ts';

/** A stage where so many problems of one unit were found, and the rungs that fell due since then are decided. */
export async function due(problems: number, wall = '2026-03-05 11:30', campaign = buildCampaign()): Promise<TestStage> {
  const stage = await openTestStage(campaign);
  await takeIn(
    { campaign: stage.campaign, inspection: buildInspection('I-1', problems), by: 'inspector:li' },
    stage.services,
  );
  stage.goTo(wall);
  await sweep({ campaign: stage.campaign }, stage.services);
  return stage;
}
