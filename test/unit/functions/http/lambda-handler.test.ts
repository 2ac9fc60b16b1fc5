import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpHandler } from '../../../../functions/http/http-handler.ts';
import { lambdaHandler } from '../../../../functions/http/lambda-handler.ts';
import { PHOTOS } from '../../../../functions/lambda-archive.ts';
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
