import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ArchiveConflict } from '../../../shared/adapters/archive-path.ts';
import { createLightS3Archive, S3Refused } from '../../../shared/adapters/s3-light-archive.ts';
import type { S3Request, S3Requests } from '../../../shared/adapters/s3-requests.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;

/** S3 as far as an archive knows it: answers in turn, and remembers what it was asked. */
function scripted(...answers: readonly (readonly [status: number, body?: string])[]) {
  const asked: S3Request[] = [];
  const s3: S3Requests = {
    async send(request) {
      const [status, body = ''] = answers[asked.length] ?? [500, error('a call that the test does not expect')];
      asked.push(request);
      return { status, body: bytes(body) };
    },
    presign: () => Promise.reject(new Error('an archive presigns nothing')),
  };
  return { archive: createLightS3Archive(s3), asked };
}

describe('createLightS3Archive', () => {
  it('puts only where nothing lies, with the digest for S3 to check', async () => {
    const { archive, asked } = scripted([200]);
    await archive.put('a/b', bytes('x'));
    const digest = createHash('sha256').update('x').digest('base64');
    const headers = { 'if-none-match': '*', 'x-amz-checksum-sha256': digest };
    expect(asked).toEqual([{ method: 'PUT', path: 'a/b', headers, body: bytes('x') }]);
  });
  it('takes the same bytes again and refuses others', async () => {
    await scripted([412], [200, 'x']).archive.put('a/b', bytes('x'));
    await expect(scripted([412], [200, 'x']).archive.put('a/b', bytes('y'))).rejects.toBeInstanceOf(ArchiveConflict);
  });
  it('says what S3 refused, and why', async () => {
    const denied = [403, error('AccessDenied')] as const;
    await expect(scripted(denied).archive.put('a', bytes('x'))).rejects.toThrow('did not keep a: 403 AccessDenied');
    await expect(scripted(denied).archive.get('a')).rejects.toBeInstanceOf(S3Refused);
    await expect(scripted(denied).archive.list('a')).rejects.toThrow('did not list a: 403 AccessDenied');
    await expect(scripted([500]).archive.get('a')).rejects.toThrow('500 no reason given');
  });
  it('reads an object, and nothing where there is none', async () => {
    expect(await scripted([200, 'x']).archive.get('a')).toStrictEqual(bytes('x'));
    expect(await scripted([404, error('NoSuchKey')]).archive.get('b')).toBeUndefined();
  });
  it('does not take a bucket that is missing for an object that is', async () => {
    await expect(scripted([404, error('NoSuchBucket')]).archive.get('a')).rejects.toThrow('404 NoSuchBucket');
  });
  it('lists over all pages, sorted, with every sign that a path may have', async () => {
    const page = (key: string, more = '') =>
      `<ListBucketResult><Prefix>b</Prefix><Contents><Key>${key}</Key></Contents>${more}</ListBucketResult>`;
    const { archive, asked } = scripted(
      [200, page('b/%E4%BA%91+2', '<NextContinuationToken>t1</NextContinuationToken>')],
      [200, page('b/%261')],
    );
    expect(await archive.list('b')).toEqual(['b/&1', 'b/云 2']);
    expect(asked.map(({ query }) => query?.['continuation-token'])).toEqual([undefined, 't1']);
  });
  it('refuses the paths that the folder refuses, before asking S3', async () => {
    const { archive, asked } = scripted();
    await expect(archive.put('../a', bytes('x'))).rejects.toThrow('the archive takes no path');
    await expect(archive.get('a//b')).rejects.toThrow('the archive takes no path');
    await expect(archive.list('../')).rejects.toThrow('the archive takes no path');
    expect(asked).toEqual([]);
  });
});
