import { gzipSync } from 'node:zlib';
import { deliver } from '../../functions/escalation-delivery/deliver.ts';
import { kept, overHttp } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { askOffice, pushOf, withEscalations } from './messages.ts';
import type { FaultStage } from './stage.ts';

const handler = 'sms-receipts/handler.ts';

/** Two messages the carrier took as `carrier-1` and `carrier-2`, to these numbers. */
async function begin(stage: FaultStage): Promise<void> {
  await withEscalations(stage);
  await deliver({ campaign: stage.campaign }, stage.services);
  stage.goTo('2026-03-05 11:40');
}

const pushed = pushOf([
  { phone_number: '13800000101', success: true, biz_id: 'carrier-1' },
  { phone_number: '13800000102', success: false, err_code: 'UNDELIV', biz_id: 'carrier-2' },
]);

const line = (messageId: string, destination: string, status: string) => ({
  message: JSON.stringify({ notification: { messageId }, delivery: { destination, providerResponse: '' }, status }),
});

const log = {
  messageType: 'DATA_MESSAGE',
  logEvents: [line('carrier-1', '13800000101', 'SUCCESS'), line('carrier-2', '13800000102', 'FAILURE')],
};

/** What a repeated receipt counts as is all that may differ. */
const answerOf = (answer: unknown) => (answer as { statusCode?: number }).statusCode;

describeFaults('sms-receipts', [
  { title: 'two receipts that a gateway pushes', handler, begin, delivery: overHttp(pushed), look: askOffice },
  {
    title: 'two receipts in the log of SNS',
    handler,
    begin,
    delivery: kept({ awslogs: { data: gzipSync(JSON.stringify(log)).toString('base64') } }),
    look: askOffice,
    answerOf,
  },
]);
