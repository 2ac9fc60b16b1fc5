import { createS3DownloadDesk } from '../shared/adapters/s3-download-desk.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import type { DownloadDesk } from '../shared/ports.ts';
import { bucketOf, DOCUMENTS, PHOTOS } from './lambda-archive.ts';
import { readEnv } from './read-env.ts';

type Env = Readonly<Record<string, unknown>>;

/** Downloads straight from the bucket of documents; what signs is built at the first call. */
export const lambdaDocumentDownloads = (env: Env): (() => DownloadDesk) =>
  deskAt(() => readEnv(DOCUMENTS.env, env).ARCHIVE_BUCKET);

/** The same from the bucket of photos. */
export const lambdaPhotoDownloads = (env: Env): (() => DownloadDesk) =>
  deskAt(() => readEnv(PHOTOS.env, env).PHOTO_BUCKET);

function deskAt(bucket: () => string): () => DownloadDesk {
  let desk: DownloadDesk | undefined;
  return () => {
    desk ??= createS3DownloadDesk({ s3: bucketOf(bucket()), clock: systemClock });
    return desk;
  };
}
