import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { derivePhoto } from '../../../../functions/photo-intake/derive-photo.ts';
import { takeInPhoto } from '../../../../functions/photo-intake/take-in-photo.ts';
import { buildJpeg, corners, joinPng, plain, pngChunk, pngHeader } from '../../../support/photos.ts';
import { memoryArchive } from '../../../support/test-stage.ts';

/** An archive with one original in it, and a codec that counts how often it is asked. */
function stored(bytes: Uint8Array, sha256 = hash('sha256', bytes)) {
  const archive = memoryArchive();
  const path = `photos/${sha256}.jpg`;
  archive.files.set(path, bytes);
  let derived = 0;
  const derive = (original: Uint8Array) => {
    derived += 1;
    return derivePhoto(original);
  };
  const read = (name: string) =>
    JSON.parse(Buffer.from(archive.files.get(`derivatives/${sha256}/${name}`) ?? '{}').toString());
  const refusal = () => read('refused.json');
  const givenUp = () => read('given-up.json');
  return { archive, path, derive, refusal, givenUp, folder: `derivatives/${sha256}/`, derived: () => derived };
}

describe('takeInPhoto', () => {
  it('keeps both derivatives beside the original, which stays as it was', async () => {
    const original = buildJpeg(corners(40, 30));
    const { archive, path, derive, folder } = stored(original);
    expect(await takeInPhoto(path, { archive, derive })).toBe('derived');
    expect(await archive.list('')).toEqual([`${folder}large.jpg`, `${folder}thumb.jpg`, path]);
    expect(archive.files.get(path)).toBe(original);
  });

  it('finds the work done when it is asked twice', async () => {
    const { archive, path, derive, derived } = stored(buildJpeg(plain(40, 30)));
    await takeInPhoto(path, { archive, derive });
    expect([await takeInPhoto(path, { archive, derive }), derived()]).toEqual(['derived before', 1]);
  });

  it('gives the same result when asked twice at the same time', async () => {
    const { archive, path, derive } = stored(buildJpeg(plain(40, 30)));
    const outcomes = await Promise.all([
      takeInPhoto(path, { archive, derive }),
      takeInPhoto(path, { archive, derive }),
    ]);
    expect(outcomes).toEqual(['derived', 'derived']);
  });

  it('adds what a stop in between left out, and leaves what an earlier release made', async () => {
    const { archive, path, derive, folder } = stored(buildJpeg(plain(40, 30)));
    const earlier = Uint8Array.of(1, 2, 3);
    archive.files.set(`${folder}thumb.jpg`, earlier);
    expect(await takeInPhoto(path, { archive, derive })).toBe('derived');
    expect(archive.files.get(`${folder}thumb.jpg`)).toBe(earlier);
    expect(archive.files.has(`${folder}large.jpg`)).toBe(true);
  });

  it('remembers why a pixel flood is refused, and does not try it again', async () => {
    const flood = stored(joinPng(pngHeader(40_000, 40_000), pngChunk('IDAT', new Uint8Array(8))));
    expect(await takeInPhoto(flood.path, flood)).toBe('refused');
    expect(await takeInPhoto(flood.path, flood)).toBe('refused');
    expect([flood.refusal().reason, flood.derived()]).toEqual(['too-many-pixels', 1]);
    expect(flood.refusal().zh).toContain('40000×40000');
  });

  it('leaves the reason behind where a last attempt takes the process down, and nothing where others follow', async () => {
    const { archive, path, refusal, givenUp } = stored(buildJpeg(plain(40, 30)));
    // Nobody comes back from a process that has ended.
    const ends = new Promise<never>(() => {});
    void takeInPhoto(path, { archive, derive: () => ends });
    await new Promise((resolve) => setImmediate(resolve));
    expect(givenUp()).toEqual({});
    void takeInPhoto(path, { archive, derive: () => ends }, 'last');
    await new Promise((resolve) => setImmediate(resolve));
    expect(givenUp()).toMatchObject({ reason: 'too-costly', zh: expect.stringContaining('多次处理未成功') });
    expect(refusal()).toEqual({});
  });

  it('makes a photo after all whose last attempt met an outage, or left only its note behind', async () => {
    const { archive, path, derive, folder, refusal } = stored(buildJpeg(plain(40, 30)));
    const put = (to: string, bytes: Uint8Array) =>
      to.endsWith('.jpg') ? Promise.reject(new Error('503 SlowDown')) : archive.put(to, bytes);
    const outage = { archive: { ...archive, put }, derive };
    for (const attempt of ['one of several', 'last'] as const) {
      await expect(takeInPhoto(path, outage, attempt)).rejects.toThrow('503');
    }
    // Another release may word the note otherwise, and nothing is ever replaced.
    archive.files.set(`${folder}given-up.json`, Buffer.from('{"reason":"too-costly"}'));
    await expect(takeInPhoto(path, outage, 'last')).rejects.toThrow('503');
    expect(refusal()).toEqual({});
    expect(await takeInPhoto(path, { archive, derive })).toBe('derived');
    expect(archive.files.has(`${folder}large.jpg`)).toBe(true);
  });

  it('is done with a photo whose last attempt refuses it, for its own reason', async () => {
    const { archive, path, derive, refusal } = stored(buildJpeg(plain(40, 30)).subarray(0, 60));
    expect(await takeInPhoto(path, { archive, derive }, 'last')).toBe('refused');
    expect(refusal().reason).toBe('damaged');
  });

  it('refuses bytes that are not those of their name', async () => {
    const other = stored(buildJpeg(plain(8, 8)), 'a'.repeat(64));
    expect([await takeInPhoto(other.path, other), other.derived()]).toEqual(['refused', 0]);
    expect(other.refusal().en).toContain('SHA-256');
  });

  it('leaves alone what is no original, or is deleted by now', async () => {
    const { archive, derive } = stored(buildJpeg(plain(8, 8)));
    const paths = [`photos/${'b'.repeat(64)}.jpg`, 'photos/readme.txt', `derivatives/${'b'.repeat(64)}/large.jpg`];
    for (const path of paths) expect(await takeInPhoto(path, { archive, derive })).toBe('no original');
  });

  it('passes on a failure of the archive, so that the notice comes again', async () => {
    const { archive, path, derive, refusal } = stored(buildJpeg(plain(8, 8)));
    const full = { ...archive, put: () => Promise.reject(new Error('no room left')) };
    await expect(takeInPhoto(path, { archive: full, derive })).rejects.toThrow('no room left');
    expect(refusal()).toEqual({});
  });
});
