import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { derivePhoto } from '../../../functions/photo-intake/derive-photo.ts';
import { type DeriveSettings, deriveInProcess } from '../../../infra/local/derive-in-process.ts';
import { PhotoRefused } from '../../../shared/domain/photo/photo-refused.ts';
import { buildJpeg, corners, exif } from '../../support/photos.ts';
import { temporaryFolders } from '../../support/temporary-folder.ts';

const PHOTO = buildJpeg(corners(40, 30), exif(8));
const newFolder = temporaryFolders();

/** What comes of a photo where the process does this when it is sent one. */
function failure(act: string, settings: DeriveSettings = {}): Promise<unknown> {
  const file = join(newFolder(), 'program.mjs');
  writeFileSync(file, `process.on('message', () => { ${act} });`);
  return deriveInProcess(PHOTO, { program: pathToFileURL(file), ...settings }).catch((error: unknown) => error);
}

const NOT_SEEN_THROUGH = { name: 'PhotoRefused', reason: 'too-costly', zh: expect.stringContaining('时间或内存过多') };

describe('deriveInProcess', () => {
  it('makes the same bytes as in this process', async () => {
    const made = await deriveInProcess(PHOTO);
    expect(Buffer.from(made.large).equals(derivePhoto(PHOTO).large)).toBe(true);
    expect(Buffer.from(made.thumb).equals(derivePhoto(PHOTO).thumb)).toBe(true);
  });

  it('hands on why a photo is refused', async () => {
    const refused = await deriveInProcess(Buffer.from('no photo')).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PhotoRefused);
    expect(refused).toMatchObject({ reason: 'not-a-photo', zh: expect.stringContaining('不是 JPEG') });
  });

  it('outlives a process that ends as one without memory does, and refuses its photo', async () => {
    expect(await failure('process.abort();')).toMatchObject(NOT_SEEN_THROUGH);
    expect(await failure('process.exit(134);')).toMatchObject(NOT_SEEN_THROUGH);
  });

  it('ends a process that comes to no end, and refuses its photo', async () => {
    expect(await failure('for (;;);', { patienceMs: 500 })).toMatchObject(NOT_SEEN_THROUGH);
  });

  it('says nothing of a photo whose process was stopped, or fell over an error of its own', async () => {
    const stopped = await failure("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);");
    const failed = await failure("throw new Error('a mistake');");
    expect([String(stopped), String(failed)]).toEqual([
      'Error: the process that prepares a photo ended with SIGTERM; look at the photo again',
      'Error: the process that prepares a photo ended with 1; look at the photo again',
    ]);
  });

  it('says so where the process cannot even start', async () => {
    const program = pathToFileURL(join(newFolder(), 'nothing.mjs'));
    await expect(deriveInProcess(PHOTO, { program })).rejects.toThrow('ended with 1');
  });
});
