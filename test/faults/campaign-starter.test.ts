import { SFNClient } from '@aws-sdk/client-sfn';
import { startMissing } from '../../functions/campaign-starter/start-missing.ts';
import { createSfnWorkflows } from '../../shared/adapters/sfn-workflows.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { onSchedule } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { ENVIRONMENT, type FaultStage } from './stage.ts';

/** Of one campaign an execution walks a revision that was overtaken, a second has none, a third is paused. */
async function begin(stage: FaultStage): Promise<void> {
  const { services } = stage;
  stage.goTo('2026-03-09 09:00');
  const stateMachine = ENVIRONMENT.STATE_MACHINE_ARN ?? '';
  const workflows = createSfnWorkflows({ client: new SFNClient(), stateMachine });
  await services.registry.create(buildCampaign({ id: 'first' }), stage.clock.now());
  await startMissing({ ...services, workflows });
  const first = await services.registry.head('first');
  if (first) await services.registry.revise(first, buildCampaign({ id: 'first', name: '百日攻坚第二版' }));
  for (const id of ['second', 'third']) await services.registry.create(buildCampaign({ id }), stage.clock.now());
  const third = await services.registry.head('third');
  if (third) await services.items.transact([services.registry.writeHead(third, { status: 'paused' })]);
}

describeFaults('campaign-starter', [
  {
    title: 'an execution that was overtaken, one that is missing, one that must not be',
    handler: 'campaign-starter/handler.ts',
    begin,
    delivery: onSchedule({ action: 'start' }, [1, 1]),
  },
]);
