import * as z from 'zod';
import { createLightS3Archive } from '../shared/adapters/s3-light-archive.ts';
import { createS3Requests, type S3Requests } from '../shared/adapters/s3-requests.ts';
import { type Equipment, tableEnvSchema } from './lambda-ports.ts';
import { readEnv } from './read-env.ts';

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
  ports: ({ ARCHIVE_BUCKET }) => ({ archive: createLightS3Archive(bucketOf(ARCHIVE_BUCKET)) }),
};

/** Photos of findings and rectifications. */
export const PHOTOS: Equipment<typeof photosEnvSchema> = {
  env: photosEnvSchema,
  ports: ({ PHOTO_BUCKET }) => ({ archive: createLightS3Archive(bucketOf(PHOTO_BUCKET)) }),
};

/** What the runtime itself sets; an emulator says besides where it listens. */
const runtimeEnvSchema = z.object({
  AWS_REGION: z.string().min(1),
  AWS_ENDPOINT_URL: z.url().optional(),
  AWS_ENDPOINT_URL_S3: z.url().optional(),
});

/** Requests to a bucket from within a function. Throws where this is no Lambda's environment. */
export function bucketOf(bucket: string): S3Requests {
  const env = readEnv(runtimeEnvSchema, process.env);
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  return createS3Requests({ bucket, region: env.AWS_REGION, endpoint });
}
