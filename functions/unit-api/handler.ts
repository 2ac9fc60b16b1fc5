import { lambdaHandler } from '../http/lambda-handler.ts';
import { PHOTOS } from '../lambda-archive.ts';
import { unitRoutes } from './routes.ts';

export const handler = lambdaHandler('unit-api', unitRoutes, PHOTOS, process.env);
