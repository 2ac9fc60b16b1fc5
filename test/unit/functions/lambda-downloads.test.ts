import { afterEach, describe, expect, it, vi } from 'vitest';
import { lambdaDocumentDownloads, lambdaPhotoDownloads } from '../../../functions/lambda-downloads.ts';

const ENV = { TABLE_NAME: 'hundred-days', ARCHIVE_BUCKET: 'the-documents', PHOTO_BUCKET: 'the-photos' };
const FILE = { path: 'a/b.jpg', type: 'image/jpeg', name: 'b.jpg' };

describe('the download desks of the functions', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it.each([
    [lambdaDocumentDownloads, 'the-documents'],
    [lambdaPhotoDownloads, 'the-photos'],
  ])('%o offers from the bucket that the environment names', async (downloads, bucket) => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
    const desk = downloads(ENV);
    expect(desk()).toBe(desk());
    expect(new URL((await desk().offer(FILE)).url).hostname).toBe(`${bucket}.s3.eu-west-1.amazonaws.com`);
  });

  it('say which variable is missing', () => {
    expect(() => lambdaDocumentDownloads({ TABLE_NAME: 'hundred-days' })()).toThrow('ARCHIVE_BUCKET');
    expect(() => lambdaPhotoDownloads({ TABLE_NAME: 'hundred-days' })()).toThrow('PHOTO_BUCKET');
  });
});
