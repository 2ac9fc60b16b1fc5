import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import * as z from 'zod';
import type { HttpHandler } from '../../../../functions/http/http-handler.ts';
import { lambdaHandler } from '../../../../functions/http/lambda-handler.ts';
import { defineRoute } from '../../../../functions/http/route.ts';
import { PHOTOS } from '../../../../functions/lambda-archive.ts';
import { TABLE_ALONE } from '../../../../functions/lambda-services.ts';
import { buildEvent } from '../../../support/test-api.ts';

const ENV = {
  AWS_REGION: 'eu-west-1',
  TABLE_NAME: 'hundred-days',
  ARCHIVE_BUCKET: 'archive',
  PHOTO_BUCKET: 'photos',
  TOKEN_ISSUER: 'https://id.example.test/pool',
  TOKEN_KEYS: 'https://id.example.test/pool/.well-known/jwks.json',
  TOKEN_AUDIENCE: 'console',
};

describe('a Lambda that answers HTTP', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('does not start without its environment, and names what is missing', () => {
    const { TABLE_NAME: _, TOKEN_ISSUER: __, ...rest } = ENV;
    expect(() => lambdaHandler('x', [], PHOTOS, rest)).toThrow(/TABLE_NAME[\s\S]*TOKEN_ISSUER/);
  });

  it('asks for what its equipment needs too', () => {
    const { PHOTO_BUCKET: _, ...rest } = ENV;
    expect(() => lambdaHandler('x', [], PHOTOS, rest)).toThrow('PHOTO_BUCKET');
  });

  it('believes a token by the keys that its issuer publishes, and fetches them for the first one alone', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] });
    let fetched = 0;
    const issuer = createServer((_, response) => {
      fetched += 1;
      response.setHeader('content-type', 'application/json').end(keys);
    });
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void issuer.close());
    const TOKEN_KEYS = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/keys`;
    const greeting = defineRoute({
      method: 'GET',
      path: '/greeting',
      operationId: 'greet',
      summary: { zh: '', en: '' },
      access: ['office'],
      replies: { 200: z.object({ hello: z.string() }) },
      handle: async ({ caller }) => ({ status: 200, body: { hello: caller.name } }),
    });
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    const handler = lambdaHandler('x', [greeting], TABLE_ALONE, { ...ENV, TOKEN_KEYS });
    expect(fetched).toBe(0);
    const token = await new SignJWT({ name: '王主任', role: 'office' })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(ENV.TOKEN_ISSUER)
      .setAudience(ENV.TOKEN_AUDIENCE)
      .setSubject('sub-1')
      .setExpirationTime('1h')
      .sign(privateKey);
    for (let turn = 0; turn < 2; turn += 1) {
      const result = await handler(buildEvent('GET /greeting', {}, `Bearer ${token}`), { awsRequestId: 'R1' });
      expect([result.statusCode, result.body]).toEqual([200, '{"hello":"王主任"}']);
    }
    expect(fetched).toBe(1);
  });

  it.each([
    ['intake', () => import('../../../../functions/inspection-intake/handler.ts'), 'POST /campaigns/c/inspections'],
    ['units', () => import('../../../../functions/unit-api/handler.ts'), 'GET /campaigns/c/my/tasks'],
    ['the office', () => import('../../../../functions/office-api/handler.ts'), 'POST /campaigns/c/status'],
    ['auditors', () => import('../../../../functions/auditor-api/handler.ts'), 'GET /campaigns/c/problems'],
    ['rankings', () => import('../../../../functions/ranking/api-handler.ts'), 'GET /campaigns/c/rankings/weekly'],
  ])('for %s turns away who is not signed in', async (_, load, request) => {
    for (const [key, value] of Object.entries({ ...ENV, POWERTOOLS_LOG_LEVEL: 'SILENT' })) vi.stubEnv(key, value);
    const { handler }: { handler: HttpHandler } = await load();
    const result = await handler(buildEvent(request, {}), { awsRequestId: 'R1' });
    expect([result.statusCode, JSON.parse(result.body ?? '').error]).toEqual([401, 'unauthenticated']);
  });
});
