import { createS3DownloadDesk } from '../shared/adapters/s3-download-desk.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import type { DownloadDesk } from '../shared/ports.ts';
import { bucketOf, DOCUMENTS } from './lambda-archive.ts';
import { readEnv } from './read-env.ts';

/** Downloads straight from the bucket of documents; what signs is built at the first call. */
export function lambdaDownloadDesk(env: Readonly<Record<string, unknown>>): () => DownloadDesk {
  let desk: DownloadDesk | undefined;
  return () => {
    const { ARCHIVE_BUCKET } = readEnv(DOCUMENTS.env, env);
    desk ??= createS3DownloadDesk({ s3: bucketOf(ARCHIVE_BUCKET), clock: systemClock });
    return desk;
  };
}
