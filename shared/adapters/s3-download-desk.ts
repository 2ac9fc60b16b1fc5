import { toInstant, toMs } from '../domain/instant.ts';
import type { Clock, DownloadDesk } from '../ports.ts';
import type { S3Requests } from './s3-requests.ts';

/** Long enough for a program to begin at once, too short for an address that is passed on. */
const LIFE_SECONDS = 60;

export interface S3DownloadDeskOptions {
  readonly s3: S3Requests;
  readonly clock: Clock;
}

/**
 * Offers objects of a bucket by addresses that are signed for a minute, and that no cache keeps. Errors of the credentials
 * pass through.
 */
export function createS3DownloadDesk({ s3, clock }: S3DownloadDeskOptions): DownloadDesk {
  return {
    async offer({ path, type, name }) {
      const query = {
        'response-cache-control': 'no-store',
        'response-content-type': type,
        'response-content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      };
      const now = toMs(clock.now());
      const url = await s3.presign({ method: 'GET', path, query }, { at: new Date(now), seconds: LIFE_SECONDS });
      return { url, expiresAt: toInstant(now + LIFE_SECONDS * 1000) };
    },
  };
}
