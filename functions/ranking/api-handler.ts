import { lambdaHandler } from '../http/lambda-handler.ts';
import { rankingApiRoutes } from './routes.ts';

export const handler = lambdaHandler('ranking-api', rankingApiRoutes, process.env);
