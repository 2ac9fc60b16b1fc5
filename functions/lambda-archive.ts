import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { createS3Archive } from '../shared/adapters/s3-archive.ts';
import { type Equipment, tableEnvSchema } from './lambda-services.ts';

const documentsEnvSchema = tableEnvSchema.extend({
  /** The bucket of rankings and bulletins, which nobody can change or delete. */
  ARCHIVE_BUCKET: z.string().min(1),
});

const photosEnvSchema = tableEnvSchema.extend({
  /** The bucket of photos, which are deleted when their time is over. */
  PHOTO_BUCKET: z.string().min(1),
});

/** Rankings and bulletins. */
export const DOCUMENTS: Equipment<typeof documentsEnvSchema> = {
  env: documentsEnvSchema,
  ports: ({ ARCHIVE_BUCKET }) => ({ archive: createS3Archive({ client: new S3Client(), bucket: ARCHIVE_BUCKET }) }),
};

/** Photos of findings and rectifications. */
export const PHOTOS: Equipment<typeof photosEnvSchema> = {
  env: photosEnvSchema,
  ports: ({ PHOTO_BUCKET }) => ({ archive: createS3Archive({ client: new S3Client(), bucket: PHOTO_BUCKET }) }),
};
