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
function outcome(act: string, settings: DeriveSettings = {}): Promise<unknown> {
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
    expect(await outcome('process.abort();')).toMatchObject(NOT_SEEN_THROUGH);
    expect(await outcome('process.exit(134);')).toMatchObject(NOT_SEEN_THROUGH);
  });

  it('ends a process that comes to no end, and refuses its photo', async () => {
    expect(await outcome('for (;;);', { patienceMs: 500 })).toMatchObject(NOT_SEEN_THROUGH);
  });

  it('says nothing of a photo whose process was stopped, or fell over an error of its own', async () => {
    const stopped = await outcome("process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);");
    const failed = await outcome("throw new Error('a mistake');");
    expect(String(stopped)).toBe(
      'Error: the process that prepares a photo ended with SIGTERM; look at the photo again',
    );
    expect(String(failed)).toContain('Error: the process that prepares a photo ended with 1; look at the photo again');
  });

  it('hands on the end of what a process said that fell over an error of its own', async () => {
    const failed = await outcome("process.stderr.write('x'.repeat(10_000)); throw new TypeError('no colour table');");
    expect(String(failed)).toContain('TypeError: no colour table');
    expect(String(failed).length).toBeLessThan(5000);
  });

  it('tries a photo once more whose process somebody else has killed, and refuses it then', async () => {
    const before = JSON.stringify(join(newFolder(), 'killed-before'));
    const once = `const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
      if (existsSync(${before})) process.send({ made: { large: Uint8Array.of(1), thumb: Uint8Array.of(2) } });
      else { writeFileSync(${before}, ''); process.kill(process.pid, 'SIGKILL'); }
      process.on('disconnect', () => process.exit());`;
    expect(await outcome(once)).toMatchObject({ large: Uint8Array.of(1), thumb: Uint8Array.of(2) });
    expect(await outcome("process.kill(process.pid, 'SIGKILL');")).toMatchObject(NOT_SEEN_THROUGH);
  });

  it('says so where the process cannot even start', async () => {
    const program = pathToFileURL(join(newFolder(), 'nothing.mjs'));
    await expect(deriveInProcess(PHOTO, { program })).rejects.toThrow('ended with 1');
  });
});
