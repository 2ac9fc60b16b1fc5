import { lambdaHandler } from '../http/lambda-handler.ts';
import { PHOTOS } from '../lambda-archive.ts';
import { lambdaPhotoDownloads } from '../lambda-downloads.ts';
import { lambdaUploadDesk } from '../lambda-uploads.ts';
import { photoRoutes } from './photo-routes.ts';
import { intakeRoutes } from './routes.ts';
import { photoUploadRoutes } from './upload-routes.ts';

const photos = [...photoRoutes(lambdaPhotoDownloads(process.env)), ...photoUploadRoutes(lambdaUploadDesk(process.env))];

export const handler = lambdaHandler('inspection-intake', [...intakeRoutes, ...photos], PHOTOS, process.env);
