import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../../functions/escalation-delivery/deliver.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { EarlyReceipts, takeEvent } from '../../../../functions/sms-receipts/take-event.ts';
import { takeReport } from '../../../../functions/take-report.ts';
import { buildInspection, openTestStage } from '../../../support/test-stage.ts';

const TOKEN = 'Zm9yLXRlc3RzLW9ubHktMTIz';
const NUMBER = '13800000101';

/** A stage with one message that was sent, and what receipts say of it. */
async function sent() {
  const stage = await openTestStage();
  const { services, campaign } = stage;
  await takeIn({ campaign, inspection: buildInspection('I-1', 1), by: 'x' }, services);
  stage.goTo('2026-03-05 11:30');
  await sweep({ campaign }, services);
  await deliver({ campaign }, services);
  const id = stage.carrier.sent[0]?.id ?? '?';
  const message = async () => {
    const stored = await services.outbox.message(campaign, id);
    if (!stored) throw new Error('no message');
    return stored;
  };
  const lines: string[] = [];
  const log = (text: string, fields: object) => void lines.push(JSON.stringify({ text, ...fields }));
  const counts: Array<Readonly<Record<string, number>>> = [];
  const count = (one: Readonly<Record<string, number>>) => void counts.push(one);
  const desk = { token: async () => TOKEN, count, logger: { info: log, error: log } };
  const take = (event: unknown) => takeEvent(event as APIGatewayProxyEventV2, desk, services);
  const push = async (provider: string, body: unknown, token = TOKEN) => {
    const reply = await take({ pathParameters: { provider, token }, body: JSON.stringify(body) });
    return 'statusCode' in reply ? [reply.statusCode, JSON.parse(reply.body ?? '')] : reply;
  };
  const rewrite = async (change: object) =>
    services.items.transact([services.outbox.rewriteMessage(await message(), change)]);
  return { stage, id, message, take, push, rewrite, lines, counts, reference: `${campaign}/${id}` };
}

const aliyun = (out_id: string | undefined, success = true) => ({
  phone_number: NUMBER,
  send_time: '2026-03-05 11:30:01',
  report_time: '2026-03-05 11:30:04',
  success,
  err_code: success ? 'DELIVERED' : 'MK:0005',
  err_msg: 'text',
  sms_size: '1',
  biz_id: 'biz-1',
  out_id,
});
const tencent = (report_status: 'SUCCESS' | 'FAIL', sid = 'carrier-1') => ({
  user_receive_time: '2026-03-05 11:30:04',
  nationcode: '86',
  mobile: NUMBER,
  report_status,
  errmsg: report_status === 'SUCCESS' ? 'DELIVRD' : 'MK:0001',
  description: 'text',
  sid,
});
const snsLog = (status: string, providerResponse: string, messageId = 'carrier-1') => {
  const line = {
    notification: { messageId, timestamp: '2026-03-05 03:30:01.000' },
    delivery: { destination: `+86${NUMBER}`, priceInUSD: 0.02, smsType: 'Transactional', providerResponse },
    status,
  };
  const batch = { messageType: 'DATA_MESSAGE', logEvents: [{ message: JSON.stringify(line) }, { message: 'noise' }] };
  return { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } };
};

describe('takeEvent', () => {
  it('notes what Aliyun reports by our own reference, and again what is repeated', async () => {
    const { push, message, reference, counts } = await sent();
    expect(await push('aliyun', [aliyun(reference), aliyun(reference)])).toEqual([200, { code: 0, msg: 'OK' }]);
    expect(counts).toEqual([{ ReceiptDelivered: 1, ReceiptRepeated: 1 }]);
    expect((await message()).body.state).toBe('delivered');
    const { version } = await message();
    expect(await push('aliyun', [aliyun(reference, false)])).toEqual([200, { code: 0, msg: 'OK' }]);
    expect(await message()).toMatchObject({ version, body: { state: 'delivered' } });
  });
  it('notes a failure with the code of the carrier, and a later delivery over it', async () => {
    const { push, message, reference } = await sent();
    await push('aliyun', [aliyun(reference, false)]);
    expect((await message()).body).toMatchObject({ state: 'failed', reason: 'MK:0005' });
    await push('aliyun', [aliyun(reference)]);
    expect((await message()).body.state).toBe('delivered');
  });
  it('finds the message of Tencent by number and id, in the answer it documents', async () => {
    const { push, message } = await sent();
    expect(await push('tencent', [tencent('FAIL')])).toEqual([200, { result: 0, errmsg: 'OK' }]);
    expect((await message()).body).toMatchObject({ state: 'failed', reason: 'MK:0001' });
  });
  it('asks Tencent to send again what overtook the id that the gateway noted', async () => {
    const { push, message, stage } = await sent();
    expect(await push('tencent', [tencent('SUCCESS', 'serial-9')])).toEqual([
      503,
      { result: 1, errmsg: 'send again later' },
    ]);
    await takeReport(await message(), { verdict: 'accepted', carrierId: 'serial-9' }, stage.services);
    expect(await push('tencent', [tencent('SUCCESS', 'serial-9')])).toMatchObject([200, {}]);
    expect((await message()).body.state).toBe('delivered');
  });
  it('asks for a receipt again that comes before the sending is noted', async () => {
    const { push, message, rewrite, reference } = await sent();
    await rewrite({ state: 'sending' });
    expect(await push('aliyun', [aliyun(reference)])).toMatchObject([503, { code: 1 }]);
    expect((await message()).body.state).toBe('sending');
  });
  it('takes a receipt of somebody else without a word, so that it does not come for ever', async () => {
    const { push, lines } = await sent();
    expect(await push('aliyun', [aliyun('other/SMS_9'), aliyun('nonsense')])).toMatchObject([200, { code: 0 }]);
    expect(lines.join()).toContain('"foreign":2');
  });
  it('reads deliveries out of the log of SNS', async () => {
    const { take, message } = await sent();
    expect(await take(snsLog('SUCCESS', 'Message has been accepted by phone'))).toMatchObject({
      delivered: 1,
      early: 0,
    });
    expect(await take(snsLog('SUCCESS', 'Message has been accepted by phone'))).toMatchObject({ repeated: 1 });
    expect((await message()).body.state).toBe('delivered');
  });
  it.each([
    ['No quota left for account', { state: 'refused', refusal: 'spend-limit' }],
    ['Phone has opted out', { state: 'refused', refusal: 'opted-out' }],
    ['Rate exceeded.', { state: 'refused', refusal: 'quota' }],
    ['Phone is currently unreachable/unavailable', { state: 'failed' }],
  ])('knows from the log of SNS that nothing was delivered: %s', async (reason, expected) => {
    const { take, message } = await sent();
    await take(snsLog('FAILURE', reason));
    expect((await message()).body).toMatchObject({ ...expected, reason });
  });
  it('lets Lambda bring a line of the log again whose message is not known yet', async () => {
    const { take } = await sent();
    await expect(take(snsLog('SUCCESS', 'ok', 'm-9'))).rejects.toThrow(EarlyReceipts);
  });
  it('is not there for whoever does not know the secret, or names no gateway', async () => {
    const { push, message, reference } = await sent();
    const not = [404, { message: 'not found' }];
    expect(await push('aliyun', [aliyun(reference)], 'wrong')).toEqual(not);
    expect(await push('aliyun', [aliyun(reference)], '')).toEqual(not);
    expect(await push('nobody', [aliyun(reference)])).toEqual(not);
    expect((await message()).body.state).toBe('sent');
  });
  it('refuses what are no receipts', async () => {
    const { push, take } = await sent();
    expect(await push('aliyun', { a: 1 })).toMatchObject([400, { code: 1 }]);
    const pathParameters = { provider: 'tencent', token: TOKEN };
    expect(await take({ pathParameters, body: '[' })).toMatchObject({ statusCode: 400 });
  });
  it('reads a body that the gate of HTTP packed', async () => {
    const { take, message, reference } = await sent();
    const body = Buffer.from(JSON.stringify([aliyun(reference)])).toString('base64');
    await take({ pathParameters: { provider: 'aliyun', token: TOKEN }, body, isBase64Encoded: true });
    expect((await message()).body.state).toBe('delivered');
  });
  it('logs no number', async () => {
    const { push, lines, reference } = await sent();
    await push('aliyun', [aliyun(reference)]);
    await push('tencent', [tencent('SUCCESS', 'x')]);
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain(NUMBER);
  });
});
