import { bulletinOfferRoutes } from '../../functions/auditor-api/bulletin-offer-routes.ts';
import { auditorRoutes } from '../../functions/auditor-api/routes.ts';
import { createAuthenticate } from '../../functions/http/authenticate.ts';
import { type HttpHandler, httpHandler } from '../../functions/http/http-handler.ts';
import { describeApi } from '../../functions/http/openapi.ts';
import { DEFAULT_MAX_BODY } from '../../functions/http/read-body.ts';
import type { RequestLogger } from '../../functions/http/request-log.ts';
import type { Route } from '../../functions/http/route.ts';
import { serviceRoutes } from '../../functions/http/service-routes.ts';
import { photoRoutes } from '../../functions/inspection-intake/photo-routes.ts';
import { intakeRoutes } from '../../functions/inspection-intake/routes.ts';
import { photoUploadRoutes } from '../../functions/inspection-intake/upload-routes.ts';
import { officeRoutes } from '../../functions/office-api/routes.ts';
import { YAML_FILES } from '../../functions/office-api/yaml-files.ts';
import { rankingApiRoutes } from '../../functions/ranking/routes.ts';
import type { Services } from '../../functions/services.ts';
import { unitRoutes } from '../../functions/unit-api/routes.ts';
import { accountRoutes } from './account-routes.ts';
import type { Accounts } from './accounts.ts';
import { createLocalDownloads } from './downloads.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { TokenIssuer } from './tokens.ts';
import { createLocalUploads } from './uploads.ts';

export interface ApiOptions {
  readonly services: Services;
  readonly accounts: Accounts;
  readonly issuer: TokenIssuer;
  readonly logger: RequestLogger;
  readonly version: string;
}

export interface Api {
  readonly routes: readonly Route[];
  readonly handler: HttpHandler;
  /** The largest body any route takes, in bytes. */
  readonly maxBody: number;
}

/** All functions that answer HTTP behind one handler, as the embedded stage serves them. */
export function createApi({ services, accounts, issuer, logger, version }: ApiOptions): Api {
  const uploads = createLocalUploads(services.clock);
  const downloads = createLocalDownloads(services.clock);
  const functions = [
    ...signInRoutes(accounts, issuer),
    ...accountRoutes(accounts),
    ...intakeRoutes,
    ...photoRoutes(),
    ...photoUploadRoutes(() => uploads.desk),
    ...uploads.routes,
    ...unitRoutes,
    ...officeRoutes(YAML_FILES),
    ...rankingApiRoutes(),
    ...auditorRoutes,
    ...bulletinOfferRoutes(() => downloads.desk),
    ...downloads.routes,
  ];
  const routes: readonly Route[] = [...serviceRoutes(() => describeApi(routes, version)), ...functions];
  const authenticate = createAuthenticate(issuer.trust);
  return {
    routes,
    handler: httpHandler(routes, { services: () => services, authenticate, logger }),
    maxBody: Math.max(...routes.map((route) => route.maxBody ?? DEFAULT_MAX_BODY)),
  };
}
