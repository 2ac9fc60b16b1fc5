import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { createS3DownloadDesk } from '../../../shared/adapters/s3-download-desk.ts';
import { createS3Requests } from '../../../shared/adapters/s3-requests.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { at } from '../../support/problem-scenario.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
const s3 = createS3Requests({ bucket: 'the-documents', region: 'eu-west-1', credentials });
const clock = createVirtualClock(at('2026-03-09 09:00'));
const desk = createS3DownloadDesk({ s3, clock });
const FILE = { path: 'bulletins/c/weekly-2026-W11/numbers.csv', type: 'text/csv', name: '周报 2026.csv' };

describe('createS3DownloadDesk', () => {
  it('offers one object for a minute, under a name to save it by and for no cache to keep', async () => {
    const { url, expiresAt } = await desk.offer(FILE);
    const { hostname, pathname, searchParams } = new URL(url);
    expect([hostname, pathname]).toEqual(['the-documents.s3.eu-west-1.amazonaws.com', `/${FILE.path}`]);
    expect([searchParams.get('X-Amz-Date'), searchParams.get('X-Amz-Expires')]).toEqual(['20260309T010000Z', '60']);
    expect(searchParams.get('response-content-disposition')).toBe(
      "attachment; filename*=UTF-8''%E5%91%A8%E6%8A%A5%202026.csv",
    );
    expect(searchParams.get('response-content-type')).toBe('text/csv');
    expect(searchParams.get('response-cache-control')).toBe('no-store');
    expect(expiresAt).toBe(at('2026-03-09 09:01'));
  });

  it('signs as the SDK’s own client does', async () => {
    const command = new GetObjectCommand({
      Bucket: 'the-documents',
      Key: FILE.path,
      ResponseCacheControl: 'no-store',
      ResponseContentType: FILE.type,
      ResponseContentDisposition: "attachment; filename*=UTF-8''%E5%91%A8%E6%8A%A5%202026.csv",
    });
    const client = new S3Client({ region: 'eu-west-1', credentials });
    const theirs = await getSignedUrl(client, command, { expiresIn: 60, signingDate: new Date(clock.now()) });
    const expected = new URL(theirs).searchParams;
    // What their client adds for itself: the operation’s name, and that it wants to check a checksum.
    for (const name of ['x-id', 'x-amz-checksum-mode']) expected.delete(name);
    const ours = new URL((await desk.offer(FILE)).url).searchParams;
    const signed = (params: URLSearchParams) =>
      [...params].filter(([name]) => name !== 'X-Amz-Signature' && name !== 'X-Amz-Content-Sha256').toSorted();
    expect(signed(ours)).toEqual(signed(expected));
  });
});
