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
import { VERSION } from '../local/version.ts';

/** A stack asks a route for its address alone, and never calls it. */
const atNoDesk = (): never => {
  throw new Error('nothing is uploaded to a stack or downloaded from it');
};

/** The routes of each function that answers HTTP in the cloud. */
export const CLOUD_ROUTES = {
  inspectionIntake: [...intakeRoutes, ...photoRoutes(atNoDesk), ...photoUploadRoutes(atNoDesk)],
  unitApi: unitRoutes,
  officeApi: officeRoutes(JSON_FILES),
  rankingApi: rankingApiRoutes(atNoDesk),
  auditorApi: [...auditorRoutes, ...bulletinOfferRoutes(atNoDesk), ...serviceRoutes(describeCloud)],
} as const;

/** The OpenAPI document of the cloud stage. */
export function describeCloud(): ApiDocument {
  return describeApi(Object.values(CLOUD_ROUTES).flat(), VERSION);
}
