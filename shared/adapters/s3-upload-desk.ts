import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { toInstant, toMs } from '../domain/instant.ts';
import type { Clock, UploadDesk } from '../ports.ts';

/** Long enough for a slow network, short enough for a link that went astray. */
const LIFE_SECONDS = 900;

export interface S3UploadDeskOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly clock: Clock;
}

/**
 * Invites to put a file straight into a bucket. Length, type, digest and “only where nothing lies” are headers that the
 * signature covers, so S3 takes these bytes under this name and no others. Errors of the credentials pass through.
 */
export function createS3UploadDesk({ client, bucket, clock }: S3UploadDeskOptions): UploadDesk {
  return {
    async invite({ path, type, length, sha256 }) {
      const digest = Buffer.from(sha256, 'hex').toString('base64');
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: path,
        ContentType: type,
        ContentLength: length,
        ChecksumSHA256: digest,
        IfNoneMatch: '*',
      });
      const now = toMs(clock.now());
      const url = await getSignedUrl(client, command, {
        expiresIn: LIFE_SECONDS,
        signingDate: new Date(now),
        // By default the signature leaves the type out, and moves the digest into the address.
        signableHeaders: new Set(['host', 'content-length', 'content-type', 'if-none-match', 'x-amz-checksum-sha256']),
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      });
      const headers = {
        'content-length': String(length),
        'content-type': type,
        'if-none-match': '*',
        'x-amz-checksum-sha256': digest,
      };
      return { method: 'PUT', url, headers, expiresAt: toInstant(now + LIFE_SECONDS * 1000) };
    },
  };
}
