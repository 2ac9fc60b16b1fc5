import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { tell } from '../support/handle-problems.ts';
import { buildInspection } from '../support/test-stage.ts';
import { onSchedule } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import type { FaultStage } from './stage.ts';

const SWEEP = { action: 'sweep' };
const BY = 'inspector:li';

/** Nobody swept for two weeks: each missed rung is decided, the last one with a proposal. */
async function afterOutage(stage: FaultStage): Promise<void> {
  const { services, campaign } = stage;
  stage.goTo('2026-03-02 09:00');
  await services.registry.create(buildCampaign(), stage.clock.now());
  await takeIn({ campaign, inspection: buildInspection('I-1', 1), by: BY }, services);
  stage.goTo('2026-03-20 11:30');
}

async function begin(stage: FaultStage, wall: string): Promise<void> {
  const { services, campaign } = stage;
  stage.goTo('2026-03-02 09:00');
  await services.registry.create(buildCampaign(), stage.clock.now());
  await takeIn({ campaign, inspection: buildInspection('I-1', 2), by: BY }, services);
  const west = buildInspection('I-2', 2, { unit: 'street-west' });
  const { problems } = await takeIn({ campaign, inspection: west, by: BY }, services);
  await tell(stage, problems[0] ?? '', { type: 'park', reason: '冬季无法施工', until: '2026-03-05T01:00:00.000Z' });
  stage.goTo(wall);
}

describeFaults('due-tracking', [
  {
    title: 'first rungs of three problems, and one whose parking is over',
    handler: 'due-tracking/handler.ts',
    begin: (stage) => begin(stage, '2026-03-05 11:30'),
    delivery: onSchedule(SWEEP, [1, 1]),
  },
  {
    title: 'every rung of a problem, after an outage',
    handler: 'due-tracking/handler.ts',
    begin: afterOutage,
    delivery: onSchedule(SWEEP, [1, 1]),
  },
]);
