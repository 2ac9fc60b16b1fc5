import { lambdaHandler } from '../http/lambda-handler.ts';
import { PHOTOS } from '../lambda-archive.ts';
import { JSON_FILES } from './campaign-files.ts';
import { officeRoutes } from './routes.ts';

export const handler = lambdaHandler('office-api', officeRoutes(JSON_FILES), PHOTOS, process.env);
