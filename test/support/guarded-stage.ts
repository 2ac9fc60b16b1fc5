import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createAuthenticate } from '../../functions/http/authenticate.ts';
import { httpHandler } from '../../functions/http/http-handler.ts';
import { createServices, type Services } from '../../functions/services.ts';
import { FOLDER_ACCESS, TABLE_ACCESS } from '../../infra/cdk-access.ts';
import { createTokenIssuer } from '../../infra/local/tokens.ts';
import { cloudRoutes } from '../../infra/stacks/cloud-routes.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';
import type { Archive } from '../../shared/ports.ts';
import { type GuardedFolders, guardFolders, type UsedFolders } from './guarded-folders.ts';
import { guardItems, type Used } from './guarded-items.ts';
import { bearer, buildEvent } from './test-api.ts';
import type { TestStage } from './test-stage.ts';

export type Guarded = keyof typeof TABLE_ACCESS;
export type Foldered = keyof typeof FOLDER_ACCESS;

/** What each function did with table and files, over all stages of a test. */
export interface Uses {
  readonly items: Readonly<Record<Guarded, Used>>;
  readonly folders: Readonly<Record<Foldered, UsedFolders>>;
}

const byName = <Name extends string, Made>(rights: Readonly<Record<Name, unknown>>, make: () => Made) =>
  Object.fromEntries(Object.keys(rights).map((name) => [name, make()])) as Record<Name, Made>;

export const everyUse = (): Uses => ({
  items: byName(TABLE_ACCESS, () => ({
    reads: new Set(),
    writes: new Set(),
    deletes: new Set(),
    due: new Set(),
  })),
  folders: byName(FOLDER_ACCESS, () => ({ reads: new Set(), writes: new Set() })),
});

/** The folders as a function of that name reaches them; one that has no rights there reaches none. */
export const foldersOf = (name: Guarded | Foldered, archive: Archive, uses: Uses): GuardedFolders =>
  name in FOLDER_ACCESS
    ? guardFolders(archive, name, FOLDER_ACCESS[name as Foldered], uses.folders[name as Foldered])
    : guardFolders(archive, name, { reads: [] }, { reads: new Set(), writes: new Set() });

/** A test stage whose functions each reach table and files by their own rights. */
export function guardStage(stage: TestStage, uses: Uses) {
  const { carrier, clock, services } = stage;
  const servicesOf = (name: Guarded): Services => {
    const items = guardItems(services.items, name, TABLE_ACCESS[name], uses.items[name]);
    const { archive } = foldersOf(name, services.archive, uses);
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
    name: keyof ReturnType<typeof cloudRoutes>,
    as: AccessRole | `Link ${string}`,
    request: string,
    json?: unknown,
  ) => {
    const { downloads, uploads } = foldersOf(name, services.archive, uses);
    const routes = cloudRoutes(
      () => downloads,
      () => uploads,
    )[name];
    const handler = httpHandler(routes, { services: () => servicesOf(name), authenticate, logger });
    const authorization = as.startsWith('Link ') ? as : await bearer(issuer, as as AccessRole);
    const content = json instanceof Uint8Array ? { raw: json, type: 'image/jpeg' } : { json };
    const event = buildEvent(request.replace('{c}', stage.campaign), json === undefined ? {} : content, authorization);
    const { statusCode = 0, body = '' } = await handler(event, { awsRequestId: 'R1' });
    expect([name, request, statusCode, failures]).toEqual([name, request, expect.any(Number), []]);
    return { status: statusCode, body: body.startsWith('{') ? JSON.parse(body) : {} };
  };
  return { servicesOf, ask };
}
