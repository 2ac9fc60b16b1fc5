import { lambdaHandler } from '../http/lambda-handler.ts';
import { DOCUMENTS } from '../lambda-archive.ts';
import { lambdaDownloadDesk } from '../lambda-downloads.ts';
import { bulletinOfferRoutes } from './bulletin-offer-routes.ts';
import { auditorRoutes } from './routes.ts';

const offerRoutes = bulletinOfferRoutes(lambdaDownloadDesk(process.env));

export const handler = lambdaHandler('auditor-api', [...auditorRoutes, ...offerRoutes], DOCUMENTS, process.env);
