import { Validator } from '@seriousme/openapi-schema-validator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpHandler } from '../../functions/http/http-handler.ts';
import { CLOUD_ROUTES, describeCloud } from '../../infra/stacks/cloud-routes.ts';
import { buildEvent, createTestApi } from '../support/test-api.ts';

const ENTRIES: Readonly<Record<keyof typeof CLOUD_ROUTES, string>> = {
  inspectionIntake: 'inspection-intake/handler',
  unitApi: 'unit-api/handler',
  officeApi: 'office-api/handler',
  rankingApi: 'ranking/api-handler',
  auditorApi: 'auditor-api/handler',
};
const routes = Object.values(CLOUD_ROUTES).flat();

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> }>>>
  >;
}
const keyOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

describe('the routes of the cloud stage', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('are those of the embedded stage, which keeps accounts and files itself', async () => {
    const cloud = new Set(routes.map(keyOf));
    const embedded = (await createTestApi()).routes.map(keyOf);
    expect([...cloud].filter((key) => !embedded.includes(key))).toEqual([]);
    expect(embedded.filter((key) => !cloud.has(key)).toSorted()).toEqual([
      'GET /accounts',
      'GET /downloads/{ticket}',
      'POST /accounts',
      'POST /sign-in',
      'PUT /accounts/{account}/password',
      'PUT /uploads/{ticket}',
    ]);
  });
  it.each(Object.entries(ENTRIES))('of %s are answered by its handler', async (name, entry) => {
    const env = { TABLE_NAME: 't', ARCHIVE_BUCKET: 'b', PHOTO_BUCKET: 'p', TOKEN_AUDIENCE: 'client' };
    const tokens = { TOKEN_ISSUER: 'https://id.example.test', TOKEN_KEYS: 'https://id.example.test/keys' };
    for (const [key, value] of Object.entries({ ...env, ...tokens, AWS_REGION: 'eu-west-1' })) vi.stubEnv(key, value);
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
    const module = await import(new URL(`../../functions/${entry}.ts`, import.meta.url).href);
    const handler: HttpHandler = module.handler;
    for (const route of CLOUD_ROUTES[name as keyof typeof CLOUD_ROUTES].filter(({ access }) => access !== 'public')) {
      const event = buildEvent(`${route.method} ${route.path.replaceAll(/\{\w+\}/g, 'x')}`, {});
      const { statusCode } = await handler(event, { awsRequestId: 'R1' });
      expect([keyOf(route), statusCode]).toEqual([keyOf(route), 401]);
    }
  });
  it('say that an original is fetched from where it lies', async () => {
    const { paths } = describeCloud() as unknown as Document;
    const replies = paths['/campaigns/{campaign}/photos/{sha256}']?.get?.responses;
    expect(Object.keys(replies ?? {})).toEqual(['200', '302', 'default']);
    expect(replies?.['302']).toMatchObject({ headers: { location: { schema: { type: 'string' } } } });
  });
  it('are described by one valid document, each under its own operation id', async () => {
    const document = describeCloud();
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    const { paths } = document as unknown as Document;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(routes.map(keyOf).toSorted());
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length);
  });
});
