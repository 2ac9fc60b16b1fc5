import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { buildCampaign } from './build-campaign.ts';
import { buildInspection, openTestStage, type TestStage } from './test-stage.ts';

/** The campaign that is listed behind the stage's own. */
export const LATER = 'z-later';

/** Two campaigns with the same inspections, `I-0` and so on, looked at on a later wall-clock time. */
export async function twoCampaigns({
  inspections,
  findings = 1,
  wall,
}: {
  readonly inspections: number;
  readonly findings?: number;
  readonly wall: string;
}): Promise<TestStage> {
  const stage = await openTestStage();
  const { services, campaign } = stage;
  await services.registry.create({ ...buildCampaign(), id: LATER }, stage.clock.now());
  for (const id of [campaign, LATER])
    for (let n = 0; n < inspections; n++)
      await takeIn({ campaign: id, inspection: buildInspection(`I-${n}`, findings), by: 'inspector:li' }, services);
  stage.goTo(wall);
  return stage;
}
