import { lambdaHandler } from '../http/lambda-handler.ts';
import { DOCUMENTS } from '../lambda-archive.ts';
import { lambdaDocumentDownloads } from '../lambda-downloads.ts';
import { rankingApiRoutes } from './routes.ts';

export const handler = lambdaHandler(
  'ranking-api',
  rankingApiRoutes(lambdaDocumentDownloads(process.env)),
  DOCUMENTS,
  process.env,
);
