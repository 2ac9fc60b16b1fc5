import { hash } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it } from 'vitest';
import { createS3Requests } from '../../../shared/adapters/s3-requests.ts';
import { createS3UploadDesk } from '../../../shared/adapters/s3-upload-desk.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { at } from '../../support/problem-scenario.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
const s3 = createS3Requests({ bucket: 'the-photos', region: 'eu-west-1', credentials });
const clock = createVirtualClock(at('2026-03-09 09:00'));
const desk = createS3UploadDesk({ s3, clock });
const sha256 = hash('sha256', 'x');
const FILE = { path: `photos/${sha256}.jpg`, type: 'image/jpeg', length: 12_345, sha256 };

describe('createS3UploadDesk', () => {
  it('invites to one object for a quarter of an hour', async () => {
    const { method, url, expiresAt } = await desk.invite(FILE);
    const { hostname, pathname, searchParams } = new URL(url);
    expect([method, hostname, pathname]).toEqual(['PUT', 'the-photos.s3.eu-west-1.amazonaws.com', `/${FILE.path}`]);
    expect([searchParams.get('X-Amz-Date'), searchParams.get('X-Amz-Expires')]).toEqual(['20260309T010000Z', '900']);
    expect(expiresAt).toBe(at('2026-03-09 09:15'));
  });

  it('binds length, type, digest and “only where nothing lies” by signature, and names them for the sender', async () => {
    const { url, headers } = await desk.invite(FILE);
    const { searchParams } = new URL(url);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;if-none-match;x-amz-checksum-sha256',
    );
    expect(headers).toEqual({
      'content-length': '12345',
      'content-type': 'image/jpeg',
      'if-none-match': '*',
      'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
    });
    // A checksum of another kind would have to be sent as well, of bytes that nobody here has seen.
    expect([...searchParams.keys()].filter((name) => name.includes('checksum'))).toEqual([]);
  });

  it('signs each of them: another length, type or digest is another signature', async () => {
    const others = [{ length: 12_346 }, { type: 'image/png' }, { sha256: hash('sha256', 'y') }, {}];
    const signatures = await Promise.all(
      others.map(async (change) => {
        const { url } = await desk.invite({ ...FILE, ...change });
        return new URL(url).searchParams.get('X-Amz-Signature');
      }),
    );
    expect(new Set(signatures).size).toBe(4);
    expect(signatures[3]).toBe(new URL((await desk.invite(FILE)).url).searchParams.get('X-Amz-Signature'));
  });

  it('signs as the SDK itself does', async () => {
    const { url, headers } = await desk.invite(FILE);
    const command = new PutObjectCommand({
      ...{ Bucket: 'the-photos', Key: FILE.path, IfNoneMatch: '*' },
      ...{ ContentType: FILE.type, ContentLength: FILE.length, ChecksumSHA256: headers['x-amz-checksum-sha256'] },
    });
    const theirs = await getSignedUrl(new S3Client({ region: 'eu-west-1', credentials }), command, {
      expiresIn: 900,
      signingDate: new Date(clock.now()),
      signableHeaders: new Set(['host', ...Object.keys(headers)]),
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    // The SDK adds the name of the operation, which S3 does not ask for, and signs it too.
    expect(new URL(theirs).searchParams.get('x-id')).toBe('PutObject');
    const [signed, named] = [url, theirs].map((address) => [...new URL(address).searchParams.keys()].toSorted());
    expect([...(signed ?? []), 'x-id'].toSorted()).toEqual(named);
  });
});
