import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { close } from '../support/handle-problems.ts';
import { buildInspection } from '../support/test-stage.ts';
import { asCaller } from './caller.ts';
import { lazily, onSchedule, overHttp } from './deliveries.ts';
import { describeRaces, type Race } from './describe-races.ts';
import { pushOf, withEscalations, withUnknown } from './messages.ts';
import type { Scenario } from './play.ts';
import type { FaultStage } from './stage.ts';

const CAMPAIGN = '/campaigns/hundred-days-2026';
type Event = Omit<Scenario, 'begin'>;

const sweep: Event = {
  title: 'a sweep',
  handler: 'due-tracking/handler.ts',
  delivery: onSchedule({ action: 'sweep' }, [1]),
};
const delivery: Event = {
  title: 'a delivery',
  handler: 'escalation-delivery/handler.ts',
  delivery: onSchedule({ action: 'deliver' }, [1, 16]),
};
const post = (title: string, handler: string, path: string, json: object): Event => ({
  title,
  handler,
  delivery: overHttp(asCaller(handler.startsWith('unit') ? 'unit' : 'office', `POST ${CAMPAIGN}/${path}`, { json })),
});
const office = (title: string, problem: string, json: object): Event =>
  post(title, 'office-api/handler.ts', `problems/${problem}/commands`, json);
const filing = post('a filing', 'unit-api/handler.ts', 'my/problems/I-1-1/rectification', { note: '已清理' });
const closing = office('a closing', 'I-1-1', { type: 'void', reason: '非辖区问题' });
const pause = post('a pause', 'office-api/handler.ts', 'status', { status: 'paused' });

/** Three problems of one unit and one of another that fall due. */
async function due(stage: FaultStage): Promise<void> {
  stage.goTo('2026-03-02 09:00');
  const { services, campaign } = stage;
  await services.registry.create(buildCampaign(), stage.clock.now());
  await takeIn({ campaign, inspection: buildInspection('I-1', 3), by: 'x' }, services);
  stage.goTo('2026-03-05 11:30');
}

/** A place where something was put right last week. */
async function closedPlace(stage: FaultStage): Promise<void> {
  stage.goTo('2026-03-02 09:00');
  const { services, campaign } = stage;
  await services.registry.create(buildCampaign(), stage.clock.now());
  await takeIn({ campaign, inspection: buildInspection('I-1', 1), by: 'x' }, services);
  await close(stage, 'I-1-1');
  stage.goTo('2026-03-09 09:00');
}

const race = (one: Event, other: Event, begin: Scenario['begin']): Race => ({ one: { ...one, begin }, other });

const intake = (id: string): Event =>
  post(`an inspection ${id}`, 'inspection-intake/handler.ts', 'inspections', buildInspection(id, 2));

/** A message whose handover broke off, and an office that says it was not sent while its receipt comes in. */
let unknown = '';
const settling: Event = {
  title: 'a settling',
  handler: 'office-api/handler.ts',
  delivery: lazily(() =>
    overHttp(asCaller('office', `POST ${CAMPAIGN}/messages/${unknown}/outcome`, { json: { outcome: 'not-sent' } })),
  ),
};
const receipt: Event = {
  title: 'a receipt',
  handler: 'sms-receipts/handler.ts',
  delivery: lazily(() => overHttp(pushOf([{ out_id: `hundred-days-2026/${unknown}`, biz_id: 'B1', success: true }]))),
};

describeRaces([
  race(sweep, filing, due),
  race(sweep, closing, due),
  race(sweep, pause, due),
  race(delivery, filing, (stage) => withEscalations(stage)),
  race(delivery, closing, (stage) => withEscalations(stage)),
  race(filing, sweep, due),
  race(intake('I-7'), intake('I-8'), closedPlace),
  race(intake('I-7'), office('a voiding', 'I-1-1', { type: 'void', reason: '误报' }), closedPlace),
  race(settling, receipt, async (stage) => {
    unknown = await withUnknown(stage);
  }),
]);
