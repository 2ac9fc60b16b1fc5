import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createAuthenticate } from '../../functions/http/authenticate.ts';
import { httpHandler } from '../../functions/http/http-handler.ts';
import { createServices, type Services } from '../../functions/services.ts';
import { TABLE_ACCESS } from '../../infra/cdk-access.ts';
import { createTokenIssuer } from '../../infra/local/tokens.ts';
import { CLOUD_ROUTES } from '../../infra/stacks/cloud-routes.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';
import { guardItems, type Used } from './guarded-items.ts';
import { bearer, buildEvent } from './test-api.ts';
import type { TestStage } from './test-stage.ts';

export type Guarded = keyof typeof TABLE_ACCESS;

/** What each function did with the table, over all stages of a test. */
export type Uses = Readonly<Record<Guarded, Used>>;
export const everyUse = (): Uses =>
  Object.fromEntries(
    Object.keys(TABLE_ACCESS).map((name) => [name, { reads: new Set(), writes: new Set(), due: new Set() }]),
  ) as never;

/** A test stage whose functions each reach the table by their own rights. */
export function guardStage(stage: TestStage, uses: Uses) {
  const { archive, carrier, clock, services } = stage;
  const servicesOf = (name: Guarded): Services => {
    const items = guardItems(services.items, name, TABLE_ACCESS[name], uses[name]);
    return createServices({ items, archive, carrier, clock, ids: services.ids });
  };
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  const issuer = createTokenIssuer(folder, clock);
  rmSync(folder, { recursive: true });
  const authenticate = createAuthenticate(issuer.trust);
  const failures: unknown[] = [];
  const logger = { info: () => undefined, error: (_: string, fields: object) => void failures.push(fields) };
  /** Asks a function over HTTP as somebody of that role, or by the link of an SMS; any answer but a refusal will do. */
  const ask = async (
    name: keyof typeof CLOUD_ROUTES,
    as: AccessRole | `Link ${string}`,
    request: string,
    json?: unknown,
  ) => {
    const handler = httpHandler(CLOUD_ROUTES[name], { services: () => servicesOf(name), authenticate, logger });
    const authorization = as.startsWith('Link ') ? as : await bearer(issuer, as as AccessRole);
    const event = buildEvent(request.replace('{c}', stage.campaign), json === undefined ? {} : { json }, authorization);
    const { statusCode = 0, body = '' } = await handler(event, { awsRequestId: 'R1' });
    expect([name, request, statusCode, failures]).toEqual([name, request, expect.any(Number), []]);
    return { status: statusCode, body: body.startsWith('{') ? JSON.parse(body) : {} };
  };
  return { servicesOf, ask };
}
