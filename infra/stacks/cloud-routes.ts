import { bulletinOfferRoutes } from '../../functions/auditor-api/bulletin-offer-routes.ts';
import { auditorRoutes } from '../../functions/auditor-api/routes.ts';
import { describeApi } from '../../functions/http/openapi.ts';
import { type ApiDocument, serviceRoutes } from '../../functions/http/service-routes.ts';
import { photoRoutes } from '../../functions/inspection-intake/photo-routes.ts';
import { intakeRoutes } from '../../functions/inspection-intake/routes.ts';
import { photoUploadRoutes } from '../../functions/inspection-intake/upload-routes.ts';
import { JSON_FILES } from '../../functions/office-api/campaign-files.ts';
import { officeRoutes } from '../../functions/office-api/routes.ts';
import { rankingApiRoutes } from '../../functions/ranking/routes.ts';
import { unitRoutes } from '../../functions/unit-api/routes.ts';
import type { DownloadDesk, UploadDesk } from '../../shared/ports.ts';
import { VERSION } from '../local/version.ts';

/** A stack asks a route for its address alone, and never calls it. */
const atNoDesk = (): never => {
  throw new Error('nothing is uploaded to a stack or downloaded from it');
};

/** The routes of each function that answers HTTP in the cloud, where large files are handed out and taken in at desks. */
export const cloudRoutes = (downloads: () => DownloadDesk, uploads: () => UploadDesk) => ({
  inspectionIntake: [...intakeRoutes, ...photoRoutes(downloads), ...photoUploadRoutes(uploads)],
  unitApi: unitRoutes,
  officeApi: officeRoutes(JSON_FILES),
  rankingApi: rankingApiRoutes(downloads),
  auditorApi: [...auditorRoutes, ...bulletinOfferRoutes(downloads), ...serviceRoutes(describeCloud)],
});

/** The same as a stack sees them. */
export const CLOUD_ROUTES = cloudRoutes(atNoDesk, atNoDesk);

/** The OpenAPI document of the cloud stage. */
export function describeCloud(): ApiDocument {
  return describeApi(Object.values(CLOUD_ROUTES).flat(), VERSION);
}
