import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../../functions/escalation-delivery/deliver.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { aliyun } from '../../../../functions/sms-gateway/aliyun.ts';
import { NoConnection } from '../../../../functions/sms-gateway/line.ts';
import { takeBatch } from '../../../../functions/sms-gateway/take-batch.ts';
import { toInstant, toMs } from '../../../../shared/domain/instant.ts';
import { createGatewayBook } from '../../../../shared/stores/gateway-book.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { at } from '../../../support/problem-scenario.ts';
import { buildInspection, openTestStage } from '../../../support/test-stage.ts';

const MINUTE_MS = 60_000;
const RECEIVES = 5;
const VISIBILITY_MS = 7.5 * MINUTE_MS;

interface Queued {
  readonly body: string;
  receives: number;
  visibleAt: number;
}

/** A stage whose messages go through a queue to a gateway that answers, or does not; it is ticked each two minutes. */
async function stageWithQueue(gateway: { isThere: boolean; functionStarts: boolean }) {
  const stage = await openTestStage(buildCampaign({ sending: { signature: '县创卫办', perNumberPerDay: 1 } }));
  const { services, campaign, carrier, clock } = stage;
  await takeIn({ campaign, inspection: buildInspection('I-1', 3), by: 'x' }, services);
  const west = buildInspection('I-2', 1, { unit: 'street-west' });
  await takeIn({ campaign, inspection: west, by: 'x' }, services);
  stage.goTo('2026-03-05 11:30');
  await sweep({ campaign }, services);
  carrier.passedTo = 'gateway';
  const sms: string[] = [];
  const dead: Queued[] = [];
  let queue: Queued[] = [];
  let published = 0;
  const tools = {
    provider: aliyun({ key: { id: 'k', secret: 's' }, signName: '县创卫办' }),
    templates: { default: { id: 'T-1', params: [] } },
    line: async ({ url }: { readonly url: string }) => {
      if (!gateway.isThere) throw new NoConnection('ENOTFOUND');
      sms.push(new URL(url).searchParams.get('OutId') ?? '');
      return '{"Code":"OK","BizId":"biz-1"}';
    },
    book: createGatewayBook(services.items),
    clock,
    ids: services.ids,
    maxAttempts: RECEIVES,
  };
  const logger = { info: () => undefined, error: () => undefined };
  /** False where the queue has to bring it again. */
  const take = async ({ body, receives }: Queued) => {
    if (!gateway.functionStarts) return false;
    const attributes = { ApproximateReceiveCount: String(receives) };
    const Records = [{ messageId: 'r', body, attributes } as SQSRecord];
    return (await takeBatch({ Records }, tools, services, logger)).batchItemFailures.length === 0;
  };
  const receive = async (one: Queued): Promise<readonly Queued[]> => {
    if (one.visibleAt > toMs(clock.now())) return [one];
    one.receives += 1;
    one.visibleAt += VISIBILITY_MS;
    if (await take(one)) return [];
    if (one.receives < RECEIVES) return [one];
    dead.push(one);
    return [];
  };
  const until = async (wall: string) => {
    for (let now = toMs(clock.now()); now <= toMs(at(wall)); now += 2 * MINUTE_MS) {
      clock.advanceTo(toInstant(now));
      await deliver({ campaign }, services);
      const bodies = carrier.sent
        .slice(published)
        .map((message) => JSON.stringify({ ...message, ...message.attributes }));
      published = carrier.sent.length;
      queue.push(...bodies.map((body) => ({ body, receives: 0, visibleAt: now })));
      queue = (await Promise.all(queue.map(receive))).flat();
    }
  };
  const states = async () => (await Array.fromAsync(services.outbox.messages(campaign))).map(({ state }) => state);
  return { until, states, sms, dead, take, owed: async () => (await services.owed.all(campaign)).length };
}

describe('an outage of hours', () => {
  it('of the gateway delays what is to be told, loses nothing and sends nothing twice', async () => {
    const gateway = { isThere: false, functionStarts: true };
    const { until, states, sms, dead, owed } = await stageWithQueue(gateway);
    await until('2026-03-05 15:00');
    expect([sms, dead, await owed()]).toEqual([[], [], 4]);
    gateway.isThere = true;
    await until('2026-03-05 16:30');
    expect([await states(), sms.length, new Set(sms).size, await owed()]).toEqual([['sent', 'sent'], 2, 2, 0]);
  });
  it('into the night sends nothing before the morning', async () => {
    const gateway = { isThere: false, functionStarts: true };
    const { until, states, sms } = await stageWithQueue(gateway);
    await until('2026-03-05 21:30');
    gateway.isThere = true;
    await until('2026-03-06 06:00');
    expect([sms, await states()]).toEqual([[], []]);
    await until('2026-03-06 09:00');
    expect([await states(), sms.length]).toEqual([['sent', 'sent'], 2]);
  });
  it('of its function leaves dead letters, none of which is sent when they are brought again', async () => {
    const gateway = { isThere: true, functionStarts: false };
    const { until, states, sms, dead, take, owed } = await stageWithQueue(gateway);
    await until('2026-03-05 13:30');
    expect(dead.length).toBeGreaterThan(0);
    expect(await states()).toEqual(['handed-over', 'handed-over']);
    gateway.functionStarts = true;
    await until('2026-03-05 15:30');
    expect([await states(), sms.length, await owed()]).toEqual([['sent', 'sent'], 2, 0]);
    for (const letter of dead) expect(await take(letter)).toBe(true);
    expect([await states(), sms.length]).toEqual([['sent', 'sent'], 2]);
  });
});
