import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

const INSPECTIONS = 'POST /campaigns/{c}/inspections';

describe('a request that cannot be done', () => {
  it('says of malformed JSON where it breaks, without repeating it', async () => {
    const { ask } = await createTestApi();
    const raw = '{\n  "phone": "13800000101",\n  "id": oops\n}';
    const { status, body } = await ask(INSPECTIONS, { as: 'office', raw, type: 'application/json' });
    expect([status, body.error]).toEqual([400, 'malformed-json']);
    expect(body.messageEn).toBe('the body is not valid JSON: see line 3, column 9');
    expect(JSON.stringify(body)).not.toContain('13800000101');
  });

  it('says of JSON that is cut short that it breaks at its end', async () => {
    const { ask } = await createTestApi();
    const { body } = await ask(INSPECTIONS, { as: 'office', raw: '{"id": "I-1"', type: 'application/json' });
    expect(body.messageEn).toContain('line 1, column 13');
  });

  it('refuses bytes that are no UTF-8', async () => {
    const { ask } = await createTestApi();
    const raw = Uint8Array.from([0x22, 0xc4, 0xfa, 0x22]);
    const { status, body } = await ask(INSPECTIONS, { as: 'office', raw, type: 'application/json' });
    expect([status, body.error, body.message]).toEqual([
      400,
      'malformed-json',
      '请求体不是 UTF-8 编码，请以 UTF-8 发送',
    ]);
  });

  it('names every field that is missing', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask(INSPECTIONS, { as: 'office' });
    expect(status).toBe(400);
    expect(body.details.map((detail: { path: string }) => detail.path)).toEqual(['id', 'unit', 'source', 'at']);
  });

  it('names a query parameter that does not exist', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask('GET /campaigns/{c}/problems?unti=a&limit=0', { as: 'office' });
    expect(status).toBe(400);
    expect(body.details.map((detail: { path: string }) => detail.path).sort()).toEqual(['limit', 'unti']);
    expect(JSON.stringify(body.details)).toContain('did you mean');
  });

  it('answers 404 for an unknown path and 405 with what is allowed for a wrong method', async () => {
    const { ask } = await createTestApi();
    expect((await ask('GET /nowhere', { as: 'office' })).status).toBe(404);
    const { status, headers } = await ask('PUT /campaigns', { as: 'office' });
    expect([status, headers.allow]).toEqual([405, 'POST, GET']);
    expect((await ask('DELETE /campaigns/{c}/problems/P-1', { as: 'office' })).headers.allow).toBe('GET');
  });

  it('answers 415 for another media type', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask(INSPECTIONS, { as: 'office', raw: 'id: 1', type: 'text/yaml' });
    expect([status, body.messageEn]).toEqual([415, 'the Content-Type is "text/yaml"; allowed: application/json']);
  });

  it('answers 413 for more than a megabyte before it looks at anything else', async () => {
    const { ask } = await createTestApi();
    const { status } = await ask(INSPECTIONS, { raw: 'x'.repeat(1024 * 1024 + 1), type: 'application/json' });
    expect(status).toBe(413);
  });

  it('says nothing of an error of ours but the id by which the log tells all', async () => {
    const api = await createTestApi();
    Object.assign(api.services.registry, { list: () => Promise.reject(new Error('secret: 13800000101')) });
    const { status, body, headers } = await api.ask('GET /campaigns', { as: 'office' });
    expect([status, body.error, body.requestId, headers['x-request-id']]).toEqual([500, 'internal', 'R1', 'R1']);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(api.log.at(-1)).toMatchObject({ level: 'error', fields: { requestId: 'R1', operation: 'listCampaigns' } });
    expect(String(api.log.at(-1)?.fields.cause)).toContain('secret');
  });
});

describe('the request log', () => {
  it('writes one line a request with its keys, and neither ids, bodies nor tokens', async () => {
    const api = await createTestApi();
    await api.ask(INSPECTIONS, { as: 'inspector', json: buildInspection('I-1') });
    expect(api.log).toEqual([
      {
        level: 'info',
        fields: {
          requestId: 'R1',
          campaign: api.campaign,
          operation: 'takeInInspection',
          method: 'POST',
          path: '/campaigns/{campaign}/inspections',
          role: 'inspector',
          caller: 'inspector-1',
          status: 201,
          error: undefined,
        },
      },
    ]);
  });

  it('never holds the token of a link', async () => {
    const api = await createTestApi();
    await api.ask('GET /t/AAAAAAAAAAAAAAAAAAAAAA');
    await api.ask('GET /campaigns/{c}/my/tasks', { as: { authorization: 'Link AAAAAAAAAAAAAAAAAAAAAA' } });
    expect(api.log).toHaveLength(2);
    expect(JSON.stringify(api.log)).not.toContain('AAAA');
  });
});
