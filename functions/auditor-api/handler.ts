import { lambdaHandler } from '../http/lambda-handler.ts';
import { DOCUMENTS } from '../lambda-archive.ts';
import { auditorRoutes } from './routes.ts';

export const handler = lambdaHandler('auditor-api', auditorRoutes, DOCUMENTS, process.env);
