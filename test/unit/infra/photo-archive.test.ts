import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { derivePhoto } from '../../../functions/photo-intake/derive-photo.ts';
import { photoArchive } from '../../../infra/local/photo-archive.ts';
import { notSeenThrough } from '../../../shared/domain/photo/photo-refused.ts';
import { buildJpeg, corners, exif, plain } from '../../support/photos.ts';
import { memoryArchive } from '../../support/test-stage.ts';

const PHOTO = buildJpeg(corners(40, 30), exif(8));
const SHA256 = hash('sha256', PHOTO);
const LARGE = `derivatives/${SHA256}/large.jpg`;
const THUMB = `derivatives/${SHA256}/thumb.jpg`;

function stage(derive = async (bytes: Uint8Array) => derivePhoto(bytes)) {
  const inner = memoryArchive();
  const asked: Uint8Array[] = [];
  const archive = photoArchive(inner, (bytes) => {
    asked.push(bytes);
    return derive(bytes);
  });
  return { inner, archive, asked };
}

describe('photoArchive', () => {
  it('makes what is shown at the first look, and keeps it', async () => {
    const { inner, archive, asked } = stage();
    await archive.put(`photos/${SHA256}.jpg`, PHOTO);
    expect([...inner.files.keys()]).toEqual([`photos/${SHA256}.jpg`]);
    const large = await archive.get(LARGE);
    expect(Buffer.from(derivePhoto(PHOTO).large).equals(large ?? Buffer.alloc(0))).toBe(true);
    expect(await archive.get(THUMB)).toBeDefined();
    expect([asked.length, await archive.list('derivatives/')]).toEqual([1, [LARGE, THUMB]]);
  });

  it('makes it once for many who look at the same time', async () => {
    const { archive, asked } = stage();
    await archive.put(`photos/${SHA256}.jpg`, PHOTO);
    const seen = await Promise.all([LARGE, LARGE, THUMB, LARGE].map((path) => archive.get(path)));
    expect([seen.every((bytes) => bytes !== undefined), asked.length]).toEqual([true, 1]);
  });

  it('prepares one photo at a time', async () => {
    let running = 0;
    let most = 0;
    const { archive } = stage(async (bytes) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return derivePhoto(bytes);
    });
    const photos = [8, 16, 24].map((side) => buildJpeg(plain(side, side)));
    for (const bytes of photos) await archive.put(`photos/${hash('sha256', bytes)}.jpg`, bytes);
    await Promise.all(photos.map((bytes) => archive.get(`derivatives/${hash('sha256', bytes)}/large.jpg`)));
    expect(most).toBe(1);
  });

  it('tells whoever asked of a failure, and tries again for the next', async () => {
    let calls = 0;
    const { archive } = stage(async (bytes) => {
      calls += 1;
      if (calls === 1) throw new Error('out of memory');
      return derivePhoto(bytes);
    });
    await archive.put(`photos/${SHA256}.jpg`, PHOTO);
    await expect(archive.get(LARGE)).rejects.toThrow('out of memory');
    expect(await archive.get(LARGE)).toBeDefined();
  });

  it('does not try a photo again that took down or outlasted what prepares it', async () => {
    const { archive, asked } = stage(() => Promise.reject(notSeenThrough()));
    await archive.put(`photos/${SHA256}.jpg`, PHOTO);
    expect([await archive.get(LARGE), await archive.get(THUMB), asked.length]).toEqual([undefined, undefined, 1]);
    const refusal = await archive.get(`derivatives/${SHA256}/refused.json`);
    expect(Buffer.from(refusal ?? '').toString()).toContain('耗用的时间或内存过多');
  });

  it('has nothing to show where there is no original, and leaves other documents alone', async () => {
    const { archive, asked } = stage();
    await archive.put('rankings/a.json', Uint8Array.of(1));
    expect(await archive.get('rankings/a.json')).toEqual(Uint8Array.of(1));
    expect([await archive.get(LARGE), await archive.get('rankings/b.json'), asked.length]).toEqual([
      undefined,
      undefined,
      0,
    ]);
  });
});
