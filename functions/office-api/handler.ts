import { lambdaHandler } from '../http/lambda-handler.ts';
import { PHOTOS } from '../lambda-archive.ts';
import { officeRoutes } from './routes.ts';

export const handler = lambdaHandler('office-api', officeRoutes, PHOTOS, process.env);
