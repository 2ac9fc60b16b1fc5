import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { createTestApi } from '../../../support/test-api.ts';

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask('GET /openapi.json');
    expect(status).toBe(200);
    expect(await new Validator().validate(body)).toEqual({ valid: true });
    expect(body.openapi).toBe('3.1.0');
  });

  it('describes every route once, under its own operation id', async () => {
    const { ask, routes } = await createTestApi();
    const { body } = await ask('GET /openapi.json');
    const operations = Object.entries(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => [method, path, operationId].join(' ')),
    );
    expect(operations.sort()).toEqual(
      routes.map((route) => [route.method.toLowerCase(), route.path, route.operationId].join(' ')).sort(),
    );
    expect(new Set(routes.map((route) => route.operationId)).size).toBe(routes.length);
  });
});
