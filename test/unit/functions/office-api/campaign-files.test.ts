import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createAuthenticate } from '../../../../functions/http/authenticate.ts';
import { httpHandler } from '../../../../functions/http/http-handler.ts';
import { describeApi } from '../../../../functions/http/openapi.ts';
import { JSON_FILES } from '../../../../functions/office-api/campaign-files.ts';
import { officeRoutes } from '../../../../functions/office-api/routes.ts';
import type { CampaignInput } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaignInput } from '../../../support/build-campaign.ts';
import { type Ask, bearer, buildEvent, createTestApi } from '../../../support/test-api.ts';

/** Starts after the tests' Monday, 9 March 2026. */
const autumn = (overrides: Partial<CampaignInput> = {}): CampaignInput =>
  buildCampaignInput({
    id: 'autumn',
    phases: [
      { phase: 'publicity', starts: '2026-09-01', ends: '2026-09-10' },
      { phase: 'attack', starts: '2026-09-11', ends: '2026-11-20' },
      { phase: 'consolidation', starts: '2026-11-21', ends: '2026-12-09' },
    ],
    ...overrides,
  });

/** The office's routes as the cloud stage serves them. */
async function createCloudOffice() {
  const { services, issuer } = await createTestApi();
  const logger = { info: () => undefined, error: () => undefined };
  const authenticate = createAuthenticate(issuer.trust);
  const handler = httpHandler(officeRoutes(JSON_FILES), { services: () => services, authenticate, logger });
  const token = await bearer(issuer, 'office');
  return async (request: string, ask: Ask) => {
    const { statusCode, body = '' } = await handler(buildEvent(request, ask, token), { awsRequestId: 'R1' });
    return { status: statusCode, body: JSON.parse(body) };
  };
}

describe('campaigns where a stage takes JSON alone', () => {
  it('are started and revised from it', async () => {
    const ask = await createCloudOffice();
    expect(await ask('POST /campaigns', { json: autumn() })).toMatchObject({ status: 201, body: { id: 'autumn' } });
    const revised = autumn({ issuer: '县创卫办公室' });
    expect(await ask('PUT /campaigns/autumn', { json: revised })).toMatchObject({ status: 200, body: { revision: 2 } });
  });
  it.each(['application/yaml', 'text/plain'])('in %s are refused with how to make JSON of them', async (type) => {
    const ask = await createCloudOffice();
    const { status, body } = await ask('POST /campaigns', { raw: stringify(autumn()), type });
    expect([status, body.error]).toEqual([415, 'unsupported-media-type']);
    expect(body.messageEn).toBe(
      `the Content-Type is "${type}"; allowed: application/json; ` +
        'make one JSON of a YAML file by: npm run check -- --campaign <file> --out <file.json>',
    );
    expect(body.message).toContain('转成一份 JSON');
  });
  it('with mistakes are refused with every one of them and its path', async () => {
    const ask = await createCloudOffice();
    const { status, body } = await ask('POST /campaigns', { json: { ...autumn({ issuer: '' }), zone: 'x' } });
    expect([status, body.error]).toEqual([422, 'invalid-campaign']);
    expect(body.details.map((detail: { path: string }) => detail.path).toSorted()).toEqual(['issuer', 'zone']);
  });
  it('that are no JSON are refused by line and column', async () => {
    const ask = await createCloudOffice();
    const { status, body } = await ask('POST /campaigns', { raw: '{"id": [1', type: 'application/json' });
    expect([status, body.error, body.messageEn]).toEqual([
      400,
      'malformed-json',
      'the body is not valid JSON: see line 1, column 10',
    ]);
  });
  it('are described field by field', () => {
    // biome-ignore lint/suspicious/noExplicitAny: what stands in the document is what the test finds out
    const { paths } = describeApi(officeRoutes(JSON_FILES), '1') as any;
    const { content } = paths['/campaigns'].post.requestBody;
    expect(Object.keys(content)).toEqual(['application/json']);
    expect(Object.keys(content['application/json'].schema.properties)).toContain('ladder');
  });
});
