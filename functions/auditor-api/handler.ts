import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lambdaHandler } from '../http/lambda-handler.ts';
import { type ApiDocument, serviceRoutes } from '../http/service-routes.ts';
import { DOCUMENTS } from '../lambda-archive.ts';
import { lambdaDocumentDownloads } from '../lambda-downloads.ts';
import { bulletinOfferRoutes } from './bulletin-offer-routes.ts';
import { auditorRoutes } from './routes.ts';

/** The document of all functions lies beside this one's bundle, since no function knows the routes of another. */
const describe = (): ApiDocument =>
  JSON.parse(readFileSync(join(process.env.LAMBDA_TASK_ROOT ?? '.', 'openapi.json'), 'utf8'));

const offerRoutes = bulletinOfferRoutes(lambdaDocumentDownloads(process.env));

export const handler = lambdaHandler(
  'auditor-api',
  [...auditorRoutes, ...offerRoutes, ...serviceRoutes(describe)],
  DOCUMENTS,
  process.env,
);
