import { expect } from 'vitest';
import { sweep } from '../../functions/due-tracking/sweep.ts';
import { deliver } from '../../functions/escalation-delivery/deliver.ts';
import { recover } from '../../functions/escalation-delivery/recover.ts';
import { takeIn } from '../../functions/inspection-intake/take-in.ts';
import type { CampaignInput } from '../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaign } from '../support/build-campaign.ts';
import { buildEvent } from '../support/test-api.ts';
import { buildInspection, type memoryCarrier } from '../support/test-stage.ts';
import { asCaller } from './caller.ts';
import { SECRET } from './cloud/recorders.ts';
import { leavesOpen } from './plan.ts';
import { coldHandler, type Run } from './play.ts';
import type { FaultStage } from './stage.ts';

/** Three problems of one unit and one of another, whose first rungs were decided a moment ago. */
export async function withEscalations(stage: FaultStage, overrides: Partial<CampaignInput> = {}): Promise<void> {
  const { services, campaign } = stage;
  stage.goTo('2026-03-02 09:00');
  await services.registry.create(buildCampaign(overrides), stage.clock.now());
  await takeIn({ campaign, inspection: buildInspection('I-1', 3), by: 'x' }, services);
  const west = buildInspection('I-2', 1, { unit: 'street-west' });
  await takeIn({ campaign, inspection: west, by: 'x' }, services);
  stage.goTo('2026-03-05 11:30');
  await sweep({ campaign }, services);
}

/** A message whose handover to the carrier broke off; nobody knows whether it arrived. */
export async function withUnknown(stage: FaultStage): Promise<string> {
  await withEscalations(stage, { sending: { signature: '县创卫办', perDay: 20 } });
  const carrier = stage.services.carrier as ReturnType<typeof memoryCarrier>;
  carrier.fail = new Error('line broke');
  await deliver({ campaign: stage.campaign }, stage.services);
  carrier.fail = undefined;
  await recover({ campaign: stage.campaign }, stage.services);
  return (await askOffice(stage)).messages[0]?.id ?? '';
}

interface Pushed {
  readonly success: boolean;
  readonly biz_id: string;
  readonly out_id?: string;
  readonly phone_number?: string;
  readonly err_code?: string;
}

/** Receipts as Aliyun pushes them, to the address that the secret stands in. */
export const pushOf = (receipts: readonly Pushed[]) => ({
  ...buildEvent('POST /sms-receipts', {
    json: receipts.map((receipt) => ({ phone_number: '13800000101', err_code: '-', ...receipt })),
  }),
  pathParameters: { provider: 'aliyun', token: SECRET.receiptToken },
});

export interface SeenMessage {
  readonly id: string;
  readonly unit: string;
  readonly state: string;
  readonly entries: number;
}

export interface SeenEscalation {
  readonly id: string;
  readonly state: string;
  readonly message?: string;
}

/** The escalations and messages of the campaign, as the office sees them. */
export interface OfficeView {
  readonly messages: readonly SeenMessage[];
  readonly escalations: readonly SeenEscalation[];
}

/** Asks the auditor's function, as the office's page does. */
export async function askOffice({ campaign }: Pick<FaultStage, 'campaign'>): Promise<OfficeView> {
  const handler = await coldHandler({ handler: 'auditor-api/handler.ts' });
  const ask = async <Item>(what: string): Promise<readonly Item[]> => {
    const event = asCaller('office', `GET /campaigns/${campaign}/${what}?limit=100`);
    const { body = '' } = (await handler(event, { awsRequestId: 'R2' })) as { body?: string };
    return JSON.parse(body).items;
  };
  return { messages: await ask<SeenMessage>('messages'), escalations: await ask<SeenEscalation>('escalations') };
}

const ofState = ({ messages }: OfficeView, ...states: readonly string[]): readonly SeenMessage[] =>
  messages.filter(({ state }) => states.includes(state));

/** What the handover to the carrier is called at the seam. */
const HANDOVERS: ReadonlySet<string> = new Set(['Publish', 'SendSms']);

/**
 * Nobody gets a message twice, none is lost, and the office sees what nobody can know as `unknown`; only what befell a
 * handover, or came after one, may leave something unknown.
 */
export function judgeMessages(run: Run, calm: Run, handedOver: (run: Run) => readonly string[]): void {
  const [seen, wanted] = [run.seen as OfficeView, calm.seen as OfficeView];
  const unknown = ofState(seen, 'unknown');
  const sent = ofState(seen, 'handed-over', 'sent', 'delivered');
  expect(ofState(seen, 'sending', 'refused', 'failed')).toEqual([]);
  expect(sent.length + unknown.length).toBe(wanted.messages.length);
  expect(entriesOf(seen)).toEqual(entriesOf(wanted));
  judgeHandovers(run, calm, handedOver, { sent: sent.length, unknown: unknown.length });
}

function judgeHandovers(
  run: Run,
  calm: Run,
  handedOver: (run: Run) => readonly string[],
  { sent, unknown }: { readonly sent: number; readonly unknown: number },
): void {
  const handed = handedOver(run);
  expect(new Set(handed).size).toBe(handed.length);
  expect(handedOver(calm)).toEqual(expect.arrayContaining([...handed]));
  // What is called sent was sent; what was sent is called sent or unknown.
  expect(handed.length).toBeGreaterThanOrEqual(sent);
  expect(handed.length).toBeLessThanOrEqual(sent + unknown);
  const { disturbance } = run;
  if (!disturbance) return void expect(unknown).toBe(0);
  const isHandover = HANDOVERS.has(calm.calls[disturbance.at]?.operation ?? '');
  const passes = disturbance.fault === 'still at it' || disturbance.fault === 'interleaved';
  if (disturbance.at < claimOf(calm) || passes) expect(unknown).toBe(0);
  if (isHandover && leavesOpen(disturbance)) expect(unknown).toBeGreaterThan(0);
  if (isHandover && !leavesOpen(disturbance)) expect(unknown).toBe(0);
}

/** The write by which a function binds itself to hand over the first message: from then on nobody else may. */
function claimOf({ calls }: Run): number {
  const handover = calls.findIndex(({ operation }) => HANDOVERS.has(operation));
  return calls.slice(0, handover).findLastIndex(({ writes }) => writes);
}

/** Each escalation with what it came to: carried by a message that is there. */
function entriesOf({ escalations, messages }: OfficeView): readonly string[] {
  const known = new Set(messages.map(({ id }) => id));
  return escalations.map(({ id, state, message }) => `${id} ${state} ${message !== undefined && known.has(message)}`);
}
