import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ArchiveConflict } from '../../../shared/adapters/archive-path.ts';
import { createS3Archive } from '../../../shared/adapters/s3-archive.ts';

const s3 = mockClient(S3Client);
const archive = createS3Archive({ client: new S3Client({ region: 'eu-west-1' }), bucket: 'archive' });
const bytes = (text: string) => new TextEncoder().encode(text);
const stored = (text: string) => ({ Body: { transformToByteArray: async () => bytes(text) } }) as never;
const failure = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode }, message: name });
const missing = new NoSuchKey({ message: 'none', $metadata: { httpStatusCode: 404 } });

beforeEach(() => {
  s3.reset();
  s3.onAnyCommand().rejects(new Error('a call that the test does not expect'));
});

describe('createS3Archive', () => {
  it('puts only where nothing lies, with the digest for S3 to check', async () => {
    s3.on(PutObjectCommand).resolves({});
    await archive.put('a/b', bytes('x'));
    expect(s3.commandCalls(PutObjectCommand).map((call) => call.args[0].input)).toEqual([
      {
        Bucket: 'archive',
        Key: 'a/b',
        Body: bytes('x'),
        IfNoneMatch: '*',
        ChecksumSHA256: createHash('sha256').update('x').digest('base64'),
      },
    ]);
  });

  it('takes the same bytes again and refuses others', async () => {
    s3.on(PutObjectCommand).rejects(failure('PreconditionFailed', 412));
    s3.on(GetObjectCommand, { Bucket: 'archive', Key: 'a/b' }).resolves(stored('x'));
    await archive.put('a/b', bytes('x'));
    await expect(archive.put('a/b', bytes('y'))).rejects.toBeInstanceOf(ArchiveConflict);
  });

  it('passes other errors on', async () => {
    s3.on(PutObjectCommand).rejects(failure('AccessDenied', 403));
    s3.on(GetObjectCommand).rejects(failure('AccessDenied', 403));
    await expect(archive.put('a', bytes('x'))).rejects.toThrow('AccessDenied');
    await expect(archive.get('a')).rejects.toThrow('AccessDenied');
  });

  it('reads an object, and nothing where there is none', async () => {
    s3.on(GetObjectCommand, { Bucket: 'archive', Key: 'a' }).resolves(stored('x'));
    s3.on(GetObjectCommand, { Bucket: 'archive', Key: 'b' }).rejects(missing);
    expect(await archive.get('a')).toStrictEqual(bytes('x'));
    expect(await archive.get('b')).toBeUndefined();
  });

  it('lists over all pages, sorted', async () => {
    s3.on(ListObjectsV2Command, { Bucket: 'archive', Prefix: 'b' }).resolves({
      Contents: [{ Key: 'b/2' }],
      IsTruncated: true,
      NextContinuationToken: 'more',
    });
    s3.on(ListObjectsV2Command, { Prefix: 'b', ContinuationToken: 'more' }).resolves({ Contents: [{ Key: 'b/1' }] });
    expect(await archive.list('b')).toEqual(['b/1', 'b/2']);
  });

  it('refuses the paths that the folder refuses, before asking S3', async () => {
    await expect(archive.put('../a', bytes('x'))).rejects.toThrow('the archive takes no path');
    await expect(archive.get('a//b')).rejects.toThrow('the archive takes no path');
    await expect(archive.list('../')).rejects.toThrow('the archive takes no path');
    expect(s3.calls()).toEqual([]);
  });
});
