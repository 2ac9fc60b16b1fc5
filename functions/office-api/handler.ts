import { lambdaHandler } from '../http/lambda-handler.ts';
import { officeRoutes } from './routes.ts';

export const handler = lambdaHandler('office-api', officeRoutes, process.env);
