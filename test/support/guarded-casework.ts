import type { SQSEvent } from 'aws-lambda';
import { expect } from 'vitest';
import { campaignPhase } from '../../functions/campaign-phase/run-action.ts';
import { campaignStarter } from '../../functions/campaign-starter/run-action.ts';
import { dueTracking } from '../../functions/due-tracking/run-action.ts';
import { escalationDelivery } from '../../functions/escalation-delivery/run-action.ts';
import { takeInPhoto } from '../../functions/photo-intake/take-in-photo.ts';
import type { Services } from '../../functions/services.ts';
import { aliyun } from '../../functions/sms-gateway/aliyun.ts';
import { takeBatch } from '../../functions/sms-gateway/take-batch.ts';
import { takeReceipts } from '../../functions/sms-receipts/take-receipts.ts';
import { CarrierRefused } from '../../shared/ports.ts';
import { createGatewayBook } from '../../shared/stores/gateway-book.ts';
import { buildCampaign, buildCampaignInput } from './build-campaign.ts';
import { foldersOf, guardStage, type Uses } from './guarded-stage.ts';
import { buildJpeg, plain } from './photos.ts';
import { buildInspection, openTestStage } from './test-stage.ts';

const silent = { info: () => undefined, error: () => undefined };
const PHASES = [
  {
    phase: 'publicity' as const,
    starts: '2026-03-02',
    ends: '2026-03-11',
    tasks: [{ id: 'letter', name: '责任状', kind: 'letter' as const, due: '2026-03-04', escalate: true }],
  },
  { phase: 'attack' as const, starts: '2026-03-12', ends: '2026-05-25' },
  { phase: 'consolidation' as const, starts: '2026-05-26', ends: '2026-06-09' },
];

/** Problems from the inspection to the last rung, the SMS on the way, and what people do meanwhile. */
export async function casework(uses: Uses): Promise<void> {
  const stage = await openTestStage(buildCampaign({ phases: PHASES }));
  const { ask, servicesOf } = guardStage(stage, uses);
  const tick = async (wall: string) => {
    stage.goTo(wall);
    await dueTracking({ action: 'sweep' }, servicesOf('dueTracking'));
    await escalationDelivery({ action: 'deliver' }, servicesOf('escalationDelivery'));
  };
  await ask('officeApi', 'office', 'POST /campaigns', buildCampaignInput({ id: 'other' }));
  await ask('officeApi', 'office', 'POST /campaigns/other/status', { status: 'paused' });
  await ask('inspectionIntake', 'inspector', 'POST /campaigns/{c}/inspections', buildInspection('I', 4));
  await ask('inspectionIntake', 'inspector', 'GET /campaigns/{c}/inspections/I');
  await ask('unitApi', 'unit', 'GET /campaigns/{c}/my/tasks');
  await ask('unitApi', 'unit', 'POST /campaigns/{c}/my/tasks/letter', {});
  const photos = await photographed(stage, ask, uses);
  await ask('unitApi', 'unit', 'POST /campaigns/{c}/my/problems/I-1/rectification', { note: '已清理', photos });
  await ask('officeApi', 'inspector', 'POST /campaigns/{c}/problems/I-1/verification', { pass: true });
  await ask('inspectionIntake', 'inspector', 'POST /campaigns/{c}/inspections', buildInspection('J', 1));
  await ask('officeApi', 'office', 'GET /campaigns/{c}/rebase-preview');
  stage.goTo('2026-03-04 18:00');
  const letter = { action: 'task', campaign: stage.campaign, entry: 'task-due:letter' };
  await campaignPhase(letter, servicesOf('campaignPhase'));
  await ask('auditorApi', 'auditor', 'GET /campaigns/{c}/escalations');
  await tick('2026-03-05 11:30');
  const [sms] = stage.carrier.sent;
  if (!sms) throw new Error('no SMS went out');
  const link = `Link ${/\/t\/([\w-]+)/.exec(sms.text)?.[1]}` as const;
  for (const [name, path] of LINKED) await ask(name, link, path);
  await gateway(sms.id, { ...sms, ...sms.attributes }, servicesOf);
  await tick('2026-03-05 15:00');
  await receipt(stage, servicesOf('smsReceipts'));
  await settle(stage, ask, tick);
  // From here on a gateway is to report, and never does: an hour later the delivery asks its mark.
  stage.carrier.passedTo = 'gateway';
  for (const day of ['09', '12', '16', '23', '27']) await tick(`2026-03-${day} 10:00`);
  await ask('unitApi', 'unit', 'POST /campaigns/{c}/my/problems/I-2/rectification', { note: '已清理' });
  await ask('officeApi', 'inspector', 'POST /campaigns/{c}/problems/I-2/verification', { pass: true });
  await ask('unitApi', 'unit', 'POST /campaigns/{c}/my/problems/I-2/appeal', { reason: '道路封闭' });
  for (const path of READ_BY_AUDITORS) await ask('auditorApi', 'auditor', `GET ${path}`);
  const smaller = buildCampaignInput({ phases: PHASES });
  await ask('officeApi', 'office', 'PUT /campaigns/{c}', { ...smaller, units: smaller.units.slice(1) });
  await campaignStarter(() => ({ running: async () => [], start: async () => undefined, stop: async () => undefined }))(
    { action: 'start' },
    servicesOf('campaignStarter'),
  );
}

const LINKED = [
  ['unitApi', 'GET /campaigns/{c}/my/problems/I-2'],
  ['inspectionIntake', 'POST /campaigns/{c}/photos/upload'],
  ['officeApi', 'GET /campaigns/{c}/rebase-preview'],
  ['auditorApi', 'GET /campaigns'],
  ['rankingApi', 'GET /campaigns/{c}/proposals'],
] as const;
const READ_BY_AUDITORS = [
  ...['/campaigns', '/campaigns/{c}', '/campaigns/{c}/agenda', '/campaigns/{c}/countdown', '/campaigns/{c}/bulletins'],
  ...['/campaigns/{c}/outbox', '/campaigns/{c}/messages', '/campaigns/{c}/escalations', '/campaigns/{c}/problems'],
  ...['/campaigns/{c}/problems/I-1', '/campaigns/{c}/bulletins/weekly/2026-W10/manifest.json'],
];

/** A photo as evidence: uploaded, made ready to be shown, looked at, and named by the office for a unit that phones. */
async function photographed({ services }: Stage, ask: Ask, uses: Uses): Promise<readonly object[]> {
  const { body: photo } = await ask(
    'inspectionIntake',
    'inspector',
    'PUT /campaigns/{c}/photos',
    buildJpeg(plain(8, 8)),
  );
  const intake = foldersOf('photoIntake', services.archive, uses);
  const derive = () => ({ large: Buffer.from('large'), thumb: Buffer.from('thumb') });
  expect(await takeInPhoto(photo.path, { archive: intake.archive, derive })).toBe('derived');
  const announced = { sha256: '0'.repeat(64), type: 'image/jpeg', length: 100 };
  expect(await ask('inspectionIntake', 'unit', 'POST /campaigns/{c}/photos/upload', announced)).toMatchObject({
    status: 200,
  });
  const shown = `GET /campaigns/{c}/photos/${photo.sha256}`;
  expect(await ask('inspectionIntake', 'office', `${shown}?size=original`)).toMatchObject({ status: 302 });
  expect(await ask('inspectionIntake', 'inspector', shown)).toMatchObject({ status: 200 });
  const filed = { type: 'fileRectification', note: '已清理', photos: [photo] };
  expect(await ask('officeApi', 'office', 'POST /campaigns/{c}/problems/I-4/commands', filed)).toMatchObject({
    status: 200,
  });
  const own = shown.replace('/photos', '/my/problems/I-4/photos');
  expect(await ask('unitApi', 'unit', own)).toMatchObject({ status: 200 });
  return [photo];
}

type Stage = Awaited<ReturnType<typeof openTestStage>>;
type Ask = ReturnType<typeof guardStage>['ask'];
type ServicesOf = ReturnType<typeof guardStage>['servicesOf'];

/** A message whose outcome nobody knows, settled by a person; one that was refused; one whose delivery died. */
async function settle(stage: Stage, ask: Ask, tick: (wall: string) => Promise<void>): Promise<void> {
  stage.carrier.fail = new Error('no answer');
  await tick('2026-03-06 10:00');
  const { body } = await ask('auditorApi', 'office', 'GET /campaigns/{c}/messages');
  const unknown = body.items.find(({ state }: { state: string }) => state === 'unknown');
  await ask('officeApi', 'office', `POST /campaigns/{c}/messages/${unknown.id}/outcome`, { outcome: 'not-sent' });
  stage.carrier.fail = new CarrierRefused('no');
  await tick('2026-03-06 16:00');
  stage.carrier.fail = undefined;
  const { outbox, items } = stage.services;
  const died = await outbox.message(stage.campaign, unknown.id);
  if (died) await items.transact([outbox.rewriteMessage(died, { state: 'sending' })]);
}

/** SNS says by number and id of its own that it refuses a message after all. */
async function receipt({ carrier }: Stage, services: Services): Promise<void> {
  const number = carrier.sent.at(-1)?.to ?? '';
  const report = { verdict: 'refused', refusal: 'spend-limit' } as const;
  const receipts = [{ carrierId: `carrier-${carrier.sent.length}`, numbers: [number], report }];
  expect(await takeReceipts(receipts, services)).toMatchObject({ refused: 1 });
}

/** The gateway is busy with a message at first, then takes it and refuses it; a receipt finds it by its number. */
async function gateway(id: string, sms: object, servicesOf: ServicesOf): Promise<void> {
  const services = servicesOf('smsGateway');
  const record = { messageId: 'r', body: JSON.stringify(sms), attributes: { ApproximateReceiveCount: '1' } };
  const event = { Records: [record] } as unknown as SQSEvent;
  const answer = async (code: string) => {
    const tools = {
      provider: aliyun({ key: { id: 'k', secret: 's' }, signName: '县创卫办' }),
      templates: { default: { id: 'T-1', params: [] } },
      line: async () => JSON.stringify({ Code: code }),
      book: createGatewayBook(services.items),
      clock: services.clock,
      ids: services.ids,
      maxAttempts: 3,
    };
    return takeBatch(event, tools, services, silent);
  };
  expect((await answer('Throttling.User')).batchItemFailures, id).toHaveLength(1);
  expect((await answer('isv.AMOUNT_NOT_ENOUGH')).batchItemFailures, id).toEqual([]);
}
