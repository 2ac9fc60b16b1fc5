import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sweep } from '../../../../functions/due-tracking/sweep.ts';
import { deliver } from '../../../../functions/escalation-delivery/deliver.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { aliyun } from '../../../../functions/sms-gateway/aliyun.ts';
import { gatewaySettingsSchema } from '../../../../functions/sms-gateway/env.ts';
import { httpsLine, NoConnection } from '../../../../functions/sms-gateway/line.ts';
import type { GatewayTools } from '../../../../functions/sms-gateway/send-once.ts';
import { takeBatch } from '../../../../functions/sms-gateway/take-batch.ts';
import { createGatewayBook } from '../../../../shared/stores/gateway-book.ts';
import { buildInspection, openTestStage } from '../../../support/test-stage.ts';

const OK = '{"Message":"OK","RequestId":"r","Code":"OK","BizId":"biz-1"}';
const record = (body: string, attempt = 1, messageId = 'rec-1') =>
  ({ messageId, body, attributes: { ApproximateReceiveCount: `${attempt}` } }) as unknown as SQSRecord;
const event = (...Records: SQSRecord[]): SQSEvent => ({ Records });
const enveloped = (message: string) => JSON.stringify({ Type: 'Notification', MessageId: 'n-1', Message: message });

/** A message that went to the topic, and a gateway that gives these answers in turn. */
async function gateway(...answers: Array<string | Error>) {
  const stage = await openTestStage();
  const { services, campaign } = stage;
  await takeIn({ campaign, inspection: buildInspection('I-1', 1), by: 'x' }, services);
  stage.goTo('2026-03-05 11:30');
  await sweep({ campaign }, services);
  stage.carrier.passedTo = 'gateway';
  await deliver({ campaign }, services);
  const sms = stage.carrier.sent[0];
  const made = { campaign, id: sms?.id ?? '?', at: sms?.at ?? '?' };
  const message = JSON.stringify({ ...sms, ...sms?.attributes });
  const requests: string[] = [];
  const lines: string[] = [];
  const tools: GatewayTools = {
    provider: aliyun({ key: { id: 'k', secret: 'top-secret' }, signName: '县创卫办' }),
    templates: { default: { id: 'T-1', params: [{ name: 'n', value: 'count' }] } },
    line: async ({ url }) => {
      requests.push(url);
      const answer = answers.shift() ?? OK;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    book: createGatewayBook(services.items),
    clock: services.clock,
    ids: services.ids,
    maxAttempts: 3,
  };
  const log = (text: string, fields: object) => void lines.push(JSON.stringify({ text, ...fields }));
  const logger = { info: log, error: log };
  const counts: Array<Readonly<Record<string, number>>> = [];
  const take = async (...records: SQSRecord[]) => {
    const result = await takeBatch(event(...records), tools, services, logger);
    counts.push(result.counts);
    return result.batchItemFailures.map((one) => one.itemIdentifier);
  };
  const state = async () => (await services.outbox.message(campaign, sms?.id ?? '?'))?.body;
  const tick = (wall: string) => {
    stage.goTo(wall);
    return deliver({ campaign }, services);
  };
  const owed = async () => (await services.owed.all(campaign)).length;
  return { stage, sms, made, message, requests, lines, counts, take, state, tools, tick, owed };
}

describe('takeBatch', () => {
  it('sends each message once, however often the queue brings it, raw or in the envelope of the topic', async () => {
    const { take, message, requests, state, sms, lines } = await gateway();
    expect(await take(record(message), record(enveloped(message)), record(message, 2))).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ text: 'message at the gateway', sms: sms?.id });
    expect(new URL(requests[0] ?? '').searchParams.get('TemplateParam')).toBe('{"n":"1"}');
    expect(await state()).toMatchObject({ state: 'sent', carrierId: 'biz-1' });
  });
  it('reports a refusal with the code of the provider, for good', async () => {
    const { take, message, requests, state, counts } = await gateway('{"Code":"isv.AMOUNT_NOT_ENOUGH"}');
    await take(record(message));
    expect(counts).toEqual([{ GatewayRefused: 1, GatewayRefusedSpendLimit: 1 }]);
    await take(record(message, 2));
    expect(requests).toHaveLength(1);
    const refused = { state: 'refused', refusal: 'spend-limit', reason: 'isv.AMOUNT_NOT_ENOUGH' };
    expect(await state()).toMatchObject(refused);
  });
  it('reports what may or may not have been sent as unknown, and sends it no second time', async () => {
    const { take, message, requests, state } = await gateway(new Error('no answer from the gateway: TimeoutError'));
    await take(record(message));
    await take(record(message, 2));
    expect(requests).toHaveLength(1);
    expect(await state()).toMatchObject({ state: 'unknown', reason: 'no answer from the gateway: TimeoutError' });
  });
  it('asks the queue for what a busy gateway did not take, and hands it back at the last attempt', async () => {
    const busy = '{"Code":"Throttling.User"}';
    const { take, message, requests, state, counts, stage, tick } = await gateway(busy, new NoConnection('no'), busy);
    expect(await take(record(message, 1))).toEqual(['rec-1']);
    expect(await take(record(message, 2))).toEqual(['rec-1']);
    expect(await state()).toMatchObject({ state: 'handed-over' });
    expect(await take(record(message, 3))).toEqual([]);
    expect([await state(), counts[2]]).toEqual([undefined, { GatewayWithdrawn: 1 }]);
    expect(requests).toHaveLength(3);
    expect(await tick('2026-03-05 11:50')).toMatchObject({ 'handed-over': 1 });
    expect(stage.carrier.sent.map(({ id }) => id)).toEqual([stage.carrier.sent[0]?.id, stage.carrier.sent[0]?.id]);
  });
  it('sends what was handed back once, however often the queue brings what it was before', async () => {
    const { take, message, requests, state, stage, tick } = await gateway('{"Code":"Throttling.User"}');
    await take(record(message, 3));
    await tick('2026-03-05 11:50');
    const again = stage.carrier.sent[1];
    const anew = JSON.stringify({ ...again, ...again?.attributes });
    expect(await take(record(message, 3), record(anew), record(message, 4), record(anew, 2))).toEqual([]);
    expect(requests).toHaveLength(2);
    expect(await state()).toMatchObject({ state: 'sent', at: again?.at, carrierId: 'biz-1' });
  });
  it('keeps the caps where a message is handed back and told anew for hours', async () => {
    const away = () => new NoConnection('no');
    const { take, message, stage, tick, state } = await gateway(away(), away(), away());
    let body = message;
    for (const hour of [12, 13, 14]) {
      stage.goTo(`2026-03-05 ${hour}:00`);
      await take(record(body, 3));
      expect(await state()).toBeUndefined();
      await tick(`2026-03-05 ${hour}:05`);
      const last = stage.carrier.sent.at(-1);
      body = JSON.stringify({ ...last, ...last?.attributes });
    }
    await take(record(body));
    expect(await stage.services.quota.recentTo((await state())?.number ?? '')).toHaveLength(1);
  });
  it('sends nothing at night or while a campaign is paused, and has it told in the morning', async () => {
    const { take, message, requests, state, stage, tick } = await gateway();
    stage.goTo('2026-03-05 23:30');
    expect(await take(record(message))).toEqual([]);
    expect([requests, await state()]).toEqual([[], undefined]);
    expect(await tick('2026-03-05 23:31')).toMatchObject({ held: 1 });
    expect(await tick('2026-03-06 09:00')).toMatchObject({ 'handed-over': 1 });
    const { registry, items } = stage.services;
    const head = await registry.head(stage.campaign);
    if (head) await items.transact([registry.writeHead(head, { status: 'paused' })]);
    const again = stage.carrier.sent[1];
    expect(await take(record(JSON.stringify({ ...again, ...again?.attributes })))).toEqual([]);
    expect([requests, await state()]).toEqual([[], undefined]);
  });
  it('counts as refused what was withdrawn when nobody knew any more that it was on its way', async () => {
    const { take, message, state, stage, sms } = await gateway('{"Code":"Throttling.User"}');
    const { outbox, items } = stage.services;
    const stored = await outbox.message(stage.campaign, sms?.id ?? '');
    if (stored) await items.transact([outbox.rewriteMessage(stored, { state: 'unknown' })]);
    await take(record(message, 3));
    expect(await state()).toMatchObject({ state: 'refused', refusal: 'other', reason: 'Throttling.User' });
  });
  it('takes what a dead function had claimed for unknown, but not before it can only be dead', async () => {
    const { take, message, made, requests, state, stage, tools } = await gateway();
    await tools.book.claim(made, stage.clock.now());
    expect(await take(record(message))).toEqual(['rec-1']);
    stage.goTo('2026-03-05 11:35');
    expect(await take(record(message, 2))).toEqual([]);
    expect(requests).toEqual([]);
    expect(await state()).toMatchObject({ state: 'unknown' });
  });
  it('names only those records to the queue that are not done', async () => {
    const { take, message, state } = await gateway();
    expect(await take(record('nonsense', 1, 'bad-1'), record(message, 1, 'good'), record('{}', 1, 'bad-2'))).toEqual([
      'bad-1',
      'bad-2',
    ]);
    expect((await state())?.state).toBe('sent');
  });
  it('brings a report again that overtook the delivery, without sending again', async () => {
    const { take, message, requests, state, stage, sms } = await gateway();
    const { outbox, items } = stage.services;
    const rewrite = async (to: 'sending' | 'handed-over') => {
      const stored = await outbox.message(stage.campaign, sms?.id ?? '');
      if (stored) await items.transact([outbox.rewriteMessage(stored, { state: to })]);
    };
    await rewrite('sending');
    expect(await take(record(message))).toEqual(['rec-1']);
    await rewrite('handed-over');
    expect(await take(record(message, 2))).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(await state()).toMatchObject({ state: 'sent', carrierId: 'biz-1' });
  });
  it('refuses a message whose rung has no template', async () => {
    const { take, message, requests, state, tools } = await gateway();
    Object.assign(tools, { templates: { refer: { id: 'T-9', params: [] } } });
    await take(record(message));
    expect([requests, await state()]).toMatchObject([[], { state: 'refused', refusal: 'template' }]);
  });
  it('logs neither number nor link nor secret', async () => {
    const { take, message, lines, sms } = await gateway('an answer with 13800000101');
    await take(record(message), record(`${message}x`, 1, 'broken'));
    expect(lines).toHaveLength(2);
    for (const secret of ['13800000101', sms?.params?.token ?? '?', 'top-secret'])
      expect(lines.join()).not.toContain(secret);
  });
});

describe('httpsLine', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());
  const listen = (answer: (url: string) => string | undefined) =>
    new Promise<string>((done) => {
      const opened = createServer((request, response) => {
        const text = answer(`${request.method} ${request.url}`);
        if (text !== undefined) response.end(text);
      });
      server = opened.listen(0, '127.0.0.1', () => {
        done(`http://127.0.0.1:${(opened.address() as AddressInfo).port}`);
      });
    });
  const to = (url: string) => ({ url, headers: { host: 'elsewhere' }, body: '' });
  it('posts and gives the body of the answer', async () => {
    const url = await listen((request) => request);
    expect(await httpsLine(2000)(to(`${url}/?a=1`))).toBe('POST /?a=1');
  });
  it('waits for no answer longer than it was told, and leaves the number out of what it throws', async () => {
    const url = await listen(() => undefined);
    const sent = httpsLine(50)(to(`${url}/?PhoneNumbers=13800000101`));
    await expect(sent).rejects.toThrow(/^no answer from the gateway: TimeoutError$/);
    server?.closeAllConnections();
  });
  it('is sure of a port that nobody listens at', async () => {
    const url = await listen(() => '');
    await new Promise((done) => server?.close(done));
    await expect(httpsLine(2000)(to(url))).rejects.toThrow(NoConnection);
  });
});

describe('httpsLine, of an error below it,', () => {
  const connect = (code: string) => Object.assign(new Error(code), { code, syscall: 'connect' });
  const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' });
  const fails = async (cause: Error) => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause })));
    return httpsLine(50)({ url: 'https://gateway.test', headers: {}, body: '' });
  };
  afterEach(() => void vi.unstubAllGlobals());
  it.each([
    ['an address out of reach', connect('EHOSTUNREACH')],
    ['several addresses out of reach', new AggregateError([connect('ETIMEDOUT'), connect('ENETUNREACH')])],
  ])('is sure of %s', async (_, cause) => {
    await expect(fails(cause)).rejects.toThrow(NoConnection);
  });
  it.each([
    ['a connection that breaks', reset],
    ['several errors with such a one', new AggregateError([connect('ETIMEDOUT'), reset])],
    ['several errors that are none', new AggregateError([])],
  ])('is not sure of %s', async (_, cause) => {
    await expect(fails(cause)).rejects.not.toThrow(NoConnection);
  });
});

describe('gatewaySettingsSchema', () => {
  const env = { TABLE_NAME: 't', SMS_SECRET_ID: 'sms-gateway', SMS_PROVIDER: 'aliyun', SMS_SIGN_NAME: '县创卫办' };
  const templates = '{"default":{"id":"SMS_1","params":[{"name":"dw","value":"unit"}]}}';
  it('reads the templates of the rungs from JSON', () => {
    const parsed = gatewaySettingsSchema.parse({ ...env, SMS_TEMPLATES: templates });
    expect(parsed.SMS_TEMPLATES.default).toEqual({ id: 'SMS_1', params: [{ name: 'dw', value: 'unit' }] });
    expect(parsed).toMatchObject({ SMS_TIMEOUT_MS: 12_000, SMS_MAX_ATTEMPTS: 5 });
  });
  it.each([
    ['no JSON', { SMS_TEMPLATES: 'x' }],
    ['no template', { SMS_TEMPLATES: '{}' }],
    ['an unknown rung', { SMS_TEMPLATES: templates.replace('default', 'shout') }],
    ['an unknown value', { SMS_TEMPLATES: templates.replace('"unit"', '"mood"') }],
    ['Tencent without its application', { SMS_TEMPLATES: templates, SMS_PROVIDER: 'tencent' }],
    ['an endpoint that is no address of the web', { SMS_TEMPLATES: templates, SMS_ENDPOINT: 'ftp://x' }],
  ])('takes no environment with %s', (_, change) => {
    expect(gatewaySettingsSchema.safeParse({ ...env, ...change }).success).toBe(false);
  });
});
