import { lambdaHandler } from '../http/lambda-handler.ts';
import { unitRoutes } from './routes.ts';

export const handler = lambdaHandler('unit-api', unitRoutes, process.env);
