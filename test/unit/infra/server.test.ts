import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type RunningServer, startServer } from '../../../infra/local/server.ts';
import { createSystemIds } from '../../../shared/adapters/system-ids.ts';
import { BadInput } from '../../../shared/domain/bad-input.ts';
import { bearer, createTestApi, type TestApi } from '../../support/test-api.ts';
import { buildInspection } from '../../support/test-stage.ts';

async function serve(): Promise<{ api: TestApi; server: RunningServer }> {
  const api = await createTestApi();
  const { handler, maxBody, clock } = api;
  const server = await startServer({ handler, maxBody, clock, ids: createSystemIds(clock), port: 0 });
  onTestFinished(() => server.close());
  return { api, server };
}

const portOf = (server: RunningServer): number => Number(new URL(server.url).port);

describe('the loopback server', () => {
  it('takes an inspection from sign-in to the closed problem over HTTP', async () => {
    const { api, server } = await serve();
    const base = `${server.url}/campaigns/${api.campaign}`;
    const people = {
      li: { role: 'inspector' },
      zhang: { role: 'office' },
      east: { role: 'unit', unit: 'street-east' },
    } as const;
    const tokens = new Map<string, string>();
    for (const [name, rest] of Object.entries(people)) {
      await api.accounts.create({ name, displayName: name, password: `${name}-password`, ...rest });
      const body = JSON.stringify({ name, password: `${name}-password` });
      const signIn = await fetch(`${server.url}/sign-in`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      tokens.set(name, ((await signIn.json()) as { token: string }).token);
    }
    const post = async (who: string, path: string, json: object) => {
      const headers = { authorization: `Bearer ${tokens.get(who)}`, 'content-type': 'application/json' };
      const response = await fetch(`${base}${path}`, { method: 'POST', headers, body: JSON.stringify(json) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await post('li', '/inspections', buildInspection('I-1'))).status).toBe(201);
    expect((await post('east', '/my/problems/I-1-1/acknowledge', {})).body.acknowledgedAt).toBeDefined();
    expect((await post('east', '/my/problems/I-1-1/rectification', { note: '已清理' })).body.status).toBe('rectified');
    expect((await post('li', '/problems/I-1-1/verification', { pass: true })).body.status).toBe('closed');
  });

  it('answers 413 to 10 MB and stays up', async () => {
    const { api, server } = await serve();
    const response = await fetch(`${server.url}/campaigns/${api.campaign}/inspections`, {
      method: 'POST',
      headers: { authorization: await bearer(api.issuer, 'inspector'), 'content-type': 'application/json' },
      body: Buffer.alloc(10 * 1024 * 1024, 'x'),
    });
    expect([response.status, ((await response.json()) as { error: string }).error]).toEqual([413, 'body-too-large']);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it('answers 413 to an endless body that never says its length', async () => {
    const { server } = await serve();
    const status = await new Promise((resolve, reject) => {
      const options = {
        port: portOf(server),
        path: '/sign-in',
        method: 'POST',
        headers: { 'transfer-encoding': 'chunked' },
      };
      const upload = request(options, (response) => resolve(response.statusCode));
      upload.on('error', reject);
      for (let n = 0; n < 10; n++) upload.write(Buffer.alloc(1024 * 1024));
      upload.end();
    });
    expect(status).toBe(413);
  });

  it('listens on the loopback alone', async () => {
    const { server } = await serve();
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });

  it('sends headers that keep answers from being stored, framed or guessed at, and none for other origins', async () => {
    const { server } = await serve();
    const { headers } = await fetch(`${server.url}/health`, { headers: { origin: 'http://elsewhere.test' } });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^REQ_/);
  });

  it('survives a sender that hangs up half-way', async () => {
    const { server } = await serve();
    await new Promise<void>((resolve) => {
      const socket = connect(portOf(server), '127.0.0.1', () => {
        socket.write('POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"na');
        setImmediate(() => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
  });

  it('says of a taken port what to do', async () => {
    const { api, server } = await serve();
    const { handler, maxBody, clock } = api;
    const again = startServer({ handler, maxBody, clock, ids: createSystemIds(clock), port: portOf(server) });
    await expect(again).rejects.toThrow(BadInput);
    await expect(again).rejects.toThrow(/is taken; choose another with --port/);
  });

  it('answers what is under way before it closes, and takes no more', async () => {
    const { clock } = await createTestApi();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    const handler = async () => {
      arrive();
      await released;
      return { statusCode: 200, body: 'done' };
    };
    const server = await startServer({ handler, maxBody: 1, clock, ids: createSystemIds(clock), port: 0 });
    const last = fetch(server.url);
    await arrived;
    const closed = server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    release();
    expect(await (await last).text()).toBe('done');
    await closed;
  });
});
