import { toInstant, toMs } from '../domain/instant.ts';
import type { Clock, UploadDesk } from '../ports.ts';
import type { S3Requests } from './s3-requests.ts';

/** The headers of an upload besides its length, which every client sends by itself; a browser asks the bucket for these. */
export const UPLOAD_HEADERS = ['content-type', 'if-none-match', 'x-amz-checksum-sha256'] as const;

/** Long enough for a slow network, short enough for a link that went astray. */
const LIFE_SECONDS = 900;

export interface S3UploadDeskOptions {
  readonly s3: S3Requests;
  readonly clock: Clock;
}

/**
 * Invites to put a file straight into a bucket. Length, type, digest and “only where nothing lies” are headers that the
 * signature covers, so S3 takes these bytes under this name and no others. Errors of the credentials pass through.
 */
export function createS3UploadDesk({ s3, clock }: S3UploadDeskOptions): UploadDesk {
  return {
    async invite({ path, type, length, sha256 }) {
      const headers = {
        'content-length': String(length),
        'content-type': type,
        'if-none-match': '*',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      };
      const now = toMs(clock.now());
      const url = await s3.presign({ method: 'PUT', path, headers }, { at: new Date(now), seconds: LIFE_SECONDS });
      return { method: 'PUT', url, headers, expiresAt: toInstant(now + LIFE_SECONDS * 1000) };
    },
  };
}
