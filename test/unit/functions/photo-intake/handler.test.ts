import { hash } from 'node:crypto';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { buildJpeg, plain } from '../../../support/photos.ts';

vi.hoisted(() => {
  process.env.PHOTO_BUCKET = 'the-photos';
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.AWS_REGION = 'eu-west-1';
});
const { handler } = await import('../../../../functions/photo-intake/handler.ts');

const s3 = mockClient(S3Client);
const PHOTO = buildJpeg(plain(40, 30));
const SHA256 = hash('sha256', PHOTO);
const KEY = `photos/${SHA256}.jpg`;

const message = (messageId: string, body: unknown, receives = 1) => ({
  messageId,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: { ApproximateReceiveCount: String(receives) },
});
const notice = (...keys: readonly string[]) => ({
  Records: keys.map((key) => ({
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: 'the-photos' }, object: { key } },
  })),
});
const run = (...Records: readonly ReturnType<typeof message>[]) =>
  handler({ Records }, { awsRequestId: 'R1' } as Context);
const written = () => s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input.Key);
const failure = (name: string, httpStatusCode: number) =>
  new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode }, message: name });

beforeEach(() => {
  s3.reset();
  s3.onAnyCommand().rejects(new Error('a call that the test does not expect'));
  s3.on(ListObjectsV2Command).resolves({});
  s3.on(GetObjectCommand, { Bucket: 'the-photos', Key: KEY }).resolves({
    Body: { transformToByteArray: async () => PHOTO },
  } as never);
  s3.on(PutObjectCommand).resolves({});
});

describe('the photo-intake handler', () => {
  it('stores both derivatives of the photo a notice names', async () => {
    expect(await run(message('m1', notice(KEY)))).toEqual({ batchItemFailures: [] });
    expect(written()).toEqual([`derivatives/${SHA256}/thumb.jpg`, `derivatives/${SHA256}/large.jpg`]);
  });

  it('stores nothing when the same notice comes again', async () => {
    s3.on(ListObjectsV2Command).resolves({
      Contents: [{ Key: `derivatives/${SHA256}/large.jpg` }, { Key: `derivatives/${SHA256}/thumb.jpg` }],
    });
    expect(await run(message('m1', notice(KEY)))).toEqual({ batchItemFailures: [] });
    expect(written()).toEqual([]);
  });

  it('names only the messages that failed', async () => {
    const other = `photos/${'c'.repeat(64)}.jpg`;
    s3.on(GetObjectCommand, { Bucket: 'the-photos', Key: other }).rejects(failure('SlowDown', 503));
    const result = await run(message('m1', notice(other)), message('m2', notice(KEY)), message('m3', { hello: 1 }));
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm3' }] });
    expect(written()).toHaveLength(2);
  });

  it('names a message that is no JSON', async () => {
    expect(await run(message('m1', 'hello'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  });

  it('fails where it could not store, so that the notice comes again', async () => {
    s3.on(PutObjectCommand).rejects(failure('AccessDenied', 403));
    expect(await run(message('m1', notice(KEY)))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  });

  it('takes a reply that was lost after success as done when asked again', async () => {
    const made = new Map<string, Uint8Array>();
    s3.on(PutObjectCommand).callsFake(({ Key, Body }) => {
      made.set(Key, Body);
      throw failure('RequestTimeout', 400);
    });
    expect((await run(message('m1', notice(KEY)))).batchItemFailures).toHaveLength(1);
    s3.on(ListObjectsV2Command).resolves({ Contents: [...made.keys()].map((Key) => ({ Key })) });
    s3.on(PutObjectCommand).resolves({});
    expect((await run(message('m1', notice(KEY)))).batchItemFailures).toEqual([]);
    expect([...made.keys()]).toEqual([`derivatives/${SHA256}/thumb.jpg`]);
    expect(written()).toEqual([`derivatives/${SHA256}/thumb.jpg`, `derivatives/${SHA256}/large.jpg`]);
  });

  it('is done with a photo it refuses: coming again would not mend it', async () => {
    const bytes = Buffer.from('no photo');
    const key = `photos/${hash('sha256', bytes)}.png`;
    s3.on(GetObjectCommand, { Key: key }).resolves({ Body: { transformToByteArray: async () => bytes } } as never);
    expect(await run(message('m1', notice(key)))).toEqual({ batchItemFailures: [] });
    expect(written()).toEqual([`derivatives/${hash('sha256', bytes)}/refused.json`]);
  });

  it('notes at the last receive that a photo was given up, before it tries', async () => {
    const givenUp = `derivatives/${SHA256}/given-up.json`;
    for (const receives of [1, 2]) await run(message('m1', notice(KEY), receives));
    expect(written()).not.toContain(givenUp);
    s3.resetHistory();
    await run(message('m1', notice(KEY), 3));
    expect(written()).toEqual([givenUp, `derivatives/${SHA256}/thumb.jpg`, `derivatives/${SHA256}/large.jpg`]);
    const [noted] = s3.commandCalls(PutObjectCommand);
    expect(Buffer.from(noted?.args[0].input.Body as Uint8Array).toString()).toContain('"reason":"too-costly"');
  });

  it('passes over S3’s trial notice and keys of other things, with S3’s way of writing them', async () => {
    const trial = message('m1', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'the-photos' });
    const others = message('m2', notice('photos/a+b%E7%85%A7.jpg', 'derivatives/x/large.jpg'));
    expect(await run(trial, others)).toEqual({ batchItemFailures: [] });
    expect([s3.commandCalls(GetObjectCommand).length, written()]).toEqual([0, []]);
  });
});
