import { createAuthenticate } from '../../functions/http/authenticate.ts';
import { httpHandler } from '../../functions/http/http-handler.ts';
import type { Route } from '../../functions/http/route.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';
import type { DownloadDesk, OfferedFile } from '../../shared/ports.ts';
import { bearer, buildEvent, type createTestApi } from './test-api.ts';

/** Routes of a stage as the cloud serves them: large files are handed out past them, at an address that stands in `offer`. */
export function behindDesk(
  { issuer, services, campaign }: Awaited<ReturnType<typeof createTestApi>>,
  routesOf: (desk: () => DownloadDesk) => readonly Route[],
) {
  const offered: OfferedFile[] = [];
  const offer = { url: 'https://bucket.example.org/file', expiresAt: '2026-03-09T01:01:00.000Z' };
  const routes = routesOf(() => ({
    async offer(file) {
      offered.push(file);
      return offer;
    },
  }));
  const logger = { info: () => undefined, error: () => undefined };
  const handler = httpHandler(routes, {
    services: () => services,
    authenticate: createAuthenticate(issuer.trust),
    logger,
  });
  const ask = async (as: AccessRole, path: string) =>
    handler(buildEvent(`GET /campaigns/${campaign}/${path}`, {}, await bearer(issuer, as)), { awsRequestId: 'R1' });
  return { ask, offer, offered };
}
