import type { CampaignInput } from '../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { inspect } from '../support/handle-problems.ts';
import { inWorkflow } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import type { Scenario } from './play.ts';
import type { FaultStage } from './stage.ts';

type Phase = CampaignInput['phases'][number];
type OnMiss = NonNullable<NonNullable<Phase['gates']>[number]['onMiss']>;

const campaign = 'hundred-days-2026';

/** A gate in the publicity phase, and a report that every unit owes there. */
const withGate = (onMiss: OnMiss): Partial<CampaignInput> => ({
  phases: [
    {
      phase: 'publicity',
      starts: '2026-03-02',
      ends: '2026-03-20',
      gates: [
        {
          id: 'a',
          name: '节点一',
          on: '2026-03-12',
          measure: { name: 'onTimeRate' },
          target: { atLeast: 0.7 },
          onMiss,
        },
      ],
      tasks: [{ id: 'letter', kind: 'letter', name: '签订责任状', due: '2026-03-06', escalate: true }],
    },
    { phase: 'attack', starts: '2026-03-21', ends: '2026-05-25' },
    { phase: 'consolidation', starts: '2026-05-26', ends: '2026-06-09' },
  ],
});

/** Two units behind at the gate, and nobody's letter signed. */
async function begin(stage: FaultStage, wall: string, onMiss: OnMiss = { do: 'escalate' }): Promise<void> {
  stage.goTo('2026-03-02 09:00');
  await stage.services.registry.create(buildCampaign(withGate(onMiss)), stage.clock.now());
  await inspect(stage, 'street-east', 4, 1);
  await inspect(stage, 'street-west', 3);
  stage.goTo(wall);
}

const step = (title: string, wall: string, event: object, onMiss?: OnMiss): Scenario => ({
  title,
  handler: 'campaign-phase/handler.ts',
  begin: (stage) => begin(stage, wall, onMiss),
  delivery: inWorkflow({ campaign, ...event }),
});

const gate = { action: 'gate', revision: 1, entry: 'gate:a' };

describeFaults('campaign-phase', [
  step('the next entry is looked up', '2026-03-13 00:00', { action: 'next', revision: 1, phase: 'publicity' }),
  step('a missed gate that is escalated', '2026-03-13 00:00', gate, { do: 'escalate' }),
  step('a missed gate that extends its phase', '2026-03-13 00:00', gate, { do: 'extend', days: 7 }),
  step('a task that is due', '2026-03-07 00:00', { action: 'task', entry: 'task-due:letter' }),
  step('an entry is done', '2026-03-13 00:00', { action: 'finish', entry: 'phase-opens:publicity' }),
  step('the campaign is over', '2026-06-10 00:00', { action: 'conclude', entry: 'conclude' }),
]);
