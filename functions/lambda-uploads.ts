import { createS3UploadDesk } from '../shared/adapters/s3-upload-desk.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import type { UploadDesk } from '../shared/ports.ts';
import { bucketOf, PHOTOS } from './lambda-archive.ts';
import { readEnv } from './read-env.ts';

/** Uploads straight into the bucket of photos; what signs is built at the first call. */
export function lambdaUploadDesk(env: Readonly<Record<string, unknown>>): () => UploadDesk {
  let desk: UploadDesk | undefined;
  return () => {
    const { PHOTO_BUCKET } = readEnv(PHOTOS.env, env);
    desk ??= createS3UploadDesk({ s3: bucketOf(PHOTO_BUCKET), clock: systemClock });
    return desk;
  };
}
