import { lambdaHandler } from '../http/lambda-handler.ts';
import { DOCUMENTS } from '../lambda-archive.ts';
import { rankingApiRoutes } from './routes.ts';

export const handler = lambdaHandler('ranking-api', rankingApiRoutes, DOCUMENTS, process.env);
