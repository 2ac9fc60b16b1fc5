import { describe, expect, it } from 'vitest';
import { createS3Download } from '../../../shared/adapters/s3-download.ts';
import { S3Refused } from '../../../shared/adapters/s3-light-archive.ts';
import type { S3Request } from '../../../shared/adapters/s3-requests.ts';

const CONTENT = Buffer.from('0123456789');
const file = { key: 'import/c/台账.csv', size: CONTENT.length, etag: 'e1' };

/** A bucket with one file that may have been replaced; it answers ranges as S3 does. */
function bucket(etag = 'e1', status?: number) {
  const asked: S3Request[] = [];
  const send = async (request: S3Request) => {
    asked.push(request);
    if (status) return { status, body: Buffer.from('<Code>AccessDenied</Code>') };
    if (request.headers?.['if-match'] !== `"${etag}"`) return { status: 412, body: Buffer.from('') };
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers?.range ?? '') ?? [];
    return { status: 206, body: CONTENT.subarray(Number(from), Number(to) + 1) };
  };
  return { asked, send };
}

describe('createS3Download', () => {
  it('brings a file in pieces, whole and in order', async () => {
    const s3 = bucket();
    expect(Buffer.from((await createS3Download(s3, 3)(file)) ?? []).toString()).toBe('0123456789');
    expect(s3.asked.map(({ headers }) => headers?.range).toSorted()).toEqual([
      'bytes=0-2',
      'bytes=3-5',
      'bytes=6-8',
      'bytes=9-9',
    ]);
  });
  it('asks nothing for an empty file', async () => {
    expect(await createS3Download(bucket())({ ...file, size: 0 })).toEqual(new Uint8Array());
  });
  it('gives nothing once the file was replaced or deleted', async () => {
    expect(await createS3Download(bucket('e2'))(file)).toBeUndefined();
    expect(await createS3Download(bucket('e1', 404))(file)).toBeUndefined();
  });
  it('says what S3 refused', async () => {
    await expect(createS3Download(bucket('e1', 403))(file)).rejects.toThrow(S3Refused);
    await expect(createS3Download(bucket('e1', 403))(file)).rejects.toThrow(
      'bytes=0-9 of import/c/台账.csv: 403 AccessDenied',
    );
  });
});
