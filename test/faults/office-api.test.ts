import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';
import { buildCampaign, buildCampaignInput } from '../support/build-campaign.ts';
import { tell } from '../support/handle-problems.ts';
import { buildInspection } from '../support/test-stage.ts';
import { asCaller } from './caller.ts';
import { lazily, overHttp } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { withUnknown } from './messages.ts';
import type { Scenario } from './play.ts';
import type { FaultStage } from './stage.ts';

const CAMPAIGN = '/campaigns/hundred-days-2026';
const config = (name: string) => buildCampaignInput({ name });

async function begin(stage: FaultStage): Promise<void> {
  stage.goTo('2026-03-02 09:00');
  const { services, campaign } = stage;
  await services.registry.create(buildCampaign(), stage.clock.now());
  await takeIn({ campaign, inspection: buildInspection('I', 3), by: 'inspector:li' }, services);
  await tell(stage, 'I-2', { type: 'fileRectification', note: '已清理', photos: [] });
  stage.goTo('2026-03-02 14:00');
}

const order = (title: string, request: string, json: object, as: AccessRole = 'office'): Scenario => ({
  title,
  handler: 'office-api/handler.ts',
  begin,
  delivery: overHttp(asCaller(as, request, { json })),
});

const command = (title: string, problem: string, json: object): Scenario =>
  order(title, `POST ${CAMPAIGN}/problems/${problem}/commands`, json);

let unknown = '';
const settle = lazily(() =>
  overHttp(asCaller('office', `POST ${CAMPAIGN}/messages/${unknown}/outcome`, { json: { outcome: 'not-sent' } })),
);

describeFaults('office-api', [
  order('a campaign is created', 'POST /campaigns', { ...config('第二场行动'), id: 'second' }),
  order('a campaign is revised', `PUT ${CAMPAIGN}`, config('百日攻坚第二版')),
  order('a campaign is paused', `POST ${CAMPAIGN}/status`, { status: 'paused' }),
  command('a problem is parked', 'I-1', { type: 'park', until: '2026-04-01T00:00:00Z', reason: '汛期无法施工' }),
  command('a problem is verified and closed', 'I-2', { type: 'verify', pass: true }),
  command('a problem is merged into another', 'I-1', { type: 'merge', into: 'I-3' }),
  order(
    'an inspector sends a rectification back',
    `POST ${CAMPAIGN}/problems/I-2/verification`,
    { pass: false, reason: '仍有垃圾' },
    'inspector',
  ),
  order('two deadlines are moved', `POST ${CAMPAIGN}/rebase`, {
    moves: ['I-1', 'I-3'].map((id) => ({ id, to: '2026-03-10T02:00:00.000Z' })),
    reason: '规则修订',
  }),
  {
    title: 'an unknown message turns out not to have been sent',
    handler: 'office-api/handler.ts',
    async begin(stage) {
      unknown = await withUnknown(stage);
    },
    delivery: settle,
  },
]);
