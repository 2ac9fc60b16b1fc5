import { lambdaHandler } from '../http/lambda-handler.ts';
import { PHOTOS } from '../lambda-archive.ts';
import { photoRoutes } from './photo-routes.ts';
import { intakeRoutes } from './routes.ts';

export const handler = lambdaHandler('inspection-intake', [...intakeRoutes, ...photoRoutes], PHOTOS, process.env);
