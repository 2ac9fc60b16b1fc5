import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Requests, type S3Requests } from '../../../shared/adapters/s3-requests.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example', sessionToken: 'session' };
const at = new Date('2026-03-09T01:00:00Z');

describe('requests to S3', () => {
  const asked: { request: IncomingMessage; body: string }[] = [];
  let answers: (number | 'hang up')[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      asked.push({ request, body });
      const answer = answers.shift() ?? 200;
      if (answer === 'hang up') response.destroy();
      else response.writeHead(answer).end(`answer ${answer}`);
    });
  });
  let s3: S3Requests;
  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    s3 = createS3Requests({ bucket: 'b', region: 'eu-west-1', credentials, endpoint, delay: 1 });
    asked.length = 0;
    answers = [];
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('go to the bucket, signed, with the digest of what they carry', async () => {
    const body = new TextEncoder().encode('x');
    const answer = await s3.send({ method: 'PUT', path: 'a/云 (1).json', headers: { 'if-none-match': '*' }, body });
    expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([200, 'answer 200']);
    const [{ request, body: sent } = {}] = asked;
    expect([request?.method, request?.url, sent]).toEqual(['PUT', '/b/a/%E4%BA%91%20%281%29.json', 'x']);
    expect(request?.headers).toMatchObject({
      'if-none-match': '*',
      'x-amz-content-sha256': '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
      'x-amz-security-token': 'session',
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/s3\/aws4_request/,
      ),
    });
    expect(request?.headers.authorization).toContain(
      'SignedHeaders=host;if-none-match;x-amz-content-sha256;x-amz-date;x-amz-security-token',
    );
  });
  it('write what is asked of the bucket into the address', async () => {
    await s3.send({ method: 'GET', path: '', query: { prefix: 'a b/', 'list-type': '2' } });
    expect(asked[0]?.request.url).toBe('/b/?prefix=a%20b%2F&list-type=2');
  });
  it.each([500, 503, 429, 'hang up'] as const)('are made again after %s', async (trouble) => {
    answers = [trouble, trouble];
    expect((await s3.send({ method: 'GET', path: 'a' })).status).toBe(200);
    expect(asked).toHaveLength(3);
  });
  it('are given up after three attempts', async () => {
    answers = [503, 503, 503];
    expect((await s3.send({ method: 'GET', path: 'a' })).status).toBe(503);
    answers = ['hang up', 'hang up', 'hang up'];
    await expect(s3.send({ method: 'GET', path: 'a' })).rejects.toThrow('fetch failed');
    expect(asked).toHaveLength(6);
  });
  it.each([403, 404, 412])('are not made again after %i, which would stay so', async (status) => {
    answers = [status];
    expect((await s3.send({ method: 'GET', path: 'a' })).status).toBe(status);
    expect(asked).toHaveLength(1);
  });
  it.each(['photos/a.jpg', 'rankings/云岭:创卫/weekly/2026-W10.json', "a/b (1)!*'~.txt"])(
    'sign %s as the SDK does',
    async (path) => {
      const ours = createS3Requests({ bucket: 'the-archive', region: 'eu-west-1', credentials });
      const command = new GetObjectCommand({ Bucket: 'the-archive', Key: path });
      const client = new S3Client({ region: 'eu-west-1', credentials });
      const theirs = await getSignedUrl(client, command, { expiresIn: 60, signingDate: at });
      const query = Object.fromEntries(
        [...new URL(theirs).searchParams].filter(([name]) => /^x-(id|amz-checksum)/.test(name)),
      );
      const url = await ours.presign({ method: 'GET', path, query }, { at, seconds: 60 });
      expect(sorted(url)).toEqual(sorted(theirs));
    },
  );
  it('find the bucket in China under its own domain', async () => {
    const ours = createS3Requests({ bucket: 'b', region: 'cn-north-1', credentials });
    const url = new URL(await ours.presign({ method: 'GET', path: 'a' }, { at, seconds: 60 }));
    expect(url.hostname).toBe('b.s3.cn-north-1.amazonaws.com.cn');
  });
});

const sorted = (address: string): readonly unknown[] => {
  const { origin, pathname, searchParams } = new URL(address);
  return [origin, pathname, Object.fromEntries([...searchParams].toSorted())];
};
