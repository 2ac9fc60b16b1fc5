import { hash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { lambdaUploadDesk } from '../../../functions/lambda-uploads.ts';

const ENV = { TABLE_NAME: 'hundred-days', PHOTO_BUCKET: 'the-photos' };
const sha256 = hash('sha256', 'x');
const FILE = { path: `photos/${sha256}.jpg`, type: 'image/jpeg', length: 1, sha256 };

describe('lambdaUploadDesk', () => {
  it('invites into the bucket that the environment names', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
    const desk = lambdaUploadDesk(ENV);
    expect(desk()).toBe(desk());
    expect(new URL((await desk().invite(FILE)).url).hostname).toBe('the-photos.s3.eu-west-1.amazonaws.com');
    vi.unstubAllEnvs();
  });

  it('says which variable is missing', () => {
    expect(() => lambdaUploadDesk({ TABLE_NAME: 'hundred-days' })()).toThrow('PHOTO_BUCKET');
  });
});
