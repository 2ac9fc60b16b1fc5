import { lambdaHandler } from '../http/lambda-handler.ts';
import { auditorRoutes } from './routes.ts';

export const handler = lambdaHandler('auditor-api', auditorRoutes, process.env);
