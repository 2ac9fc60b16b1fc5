import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { photoRoutes } from '../../../../functions/inspection-intake/photo-routes.ts';
import { derivePhoto } from '../../../../functions/photo-intake/derive-photo.ts';
import { takeInPhoto } from '../../../../functions/photo-intake/take-in-photo.ts';
import { behindDesk } from '../../../support/behind-desk.ts';
import {
  buildJpeg,
  buildPng,
  CAMERA,
  corners,
  exif,
  joinPng,
  plain,
  pngChunk,
  pngHeader,
  sizeOf,
} from '../../../support/photos.ts';
import { createTestApi } from '../../../support/test-api.ts';

const PHOTO = 'PUT /campaigns/{c}/photos';
const JPEG = buildJpeg(corners(640, 400), exif(6));
const PNG = buildPng(plain(20, 10));
const FLOOD = joinPng(pngHeader(50_000, 50_000), pngChunk('IDAT', new Uint8Array(4)));

describe('sending a photo', () => {
  it('keeps it under its hash, and takes it again', async () => {
    const { ask, archive } = await createTestApi();
    const { status, body } = await ask(PHOTO, { as: 'unit', raw: PNG, type: 'image/png' });
    expect([status, body.path]).toEqual([201, `photos/${body.sha256}.png`]);
    expect((await ask(PHOTO, { as: 'unit', raw: PNG, type: 'image/png' })).body).toEqual(body);
    expect([...archive.files.keys()]).toEqual([body.path]);
  });

  it('goes by the first bytes, whatever the sender calls them', async () => {
    const { ask } = await createTestApi();
    const named = await ask(PHOTO, { as: 'inspector', raw: JPEG, type: 'image/png' });
    expect(named.body.path).toMatch(/\.jpg$/);
    const html = Buffer.from('<script>alert(1)</script>');
    const { status, body } = await ask(PHOTO, { as: 'inspector', raw: html, type: 'image/png' });
    expect([status, body.error]).toEqual([422, 'unprocessable']);
  });

  it('refuses a pixel flood and a photo that is cut short, with what to do, and keeps neither', async () => {
    const { ask, archive } = await createTestApi();
    const flood = await ask(PHOTO, { as: 'inspector', raw: FLOOD, type: 'image/png' });
    expect([flood.status, flood.body.message]).toEqual([
      422,
      '照片为 50000×50000 像素，超过上限 5100 万像素，请降低分辨率后再上传',
    ]);
    const cut = await ask(PHOTO, { as: 'inspector', raw: JPEG.subarray(0, JPEG.length - 40), type: 'image/jpeg' });
    expect([cut.status, cut.body.messageEn]).toEqual([
      422,
      'the photo is cut short or damaged (JPEG EOI); take it again or upload it again',
    ]);
    expect(archive.files.size).toBe(0);
  });

  it('refuses other media types by 415 and more than 4 MB by 413', async () => {
    const { ask } = await createTestApi();
    expect((await ask(PHOTO, { as: 'unit', raw: PNG, type: 'image/gif' })).status).toBe(415);
    const large = Buffer.alloc(4 * 1024 * 1024 + 1);
    const { status, body } = await ask(PHOTO, { as: 'unit', raw: large, type: 'image/png' });
    expect([status, body.messageEn]).toEqual([
      413,
      'the body is larger than 4 MB; send it in parts, or shrink the photo',
    ]);
  });
});

describe('looking at a photo', () => {
  const uploaded = async (raw: Uint8Array) => {
    const api = await createTestApi();
    const { body } = await api.ask(PHOTO, { as: 'inspector', raw, type: 'image/jpeg' });
    await takeInPhoto(body.path, { archive: api.archive, derive: derivePhoto });
    return { ...api, url: `GET /campaigns/{c}/photos/${body.sha256}` };
  };

  it('shows it upright and without EXIF, in two sizes', async () => {
    const { ask, url } = await uploaded(JPEG);
    const large = await ask(url, { as: 'inspector' });
    const thumb = await ask(`${url}?size=thumb`, { as: 'inspector' });
    expect([large.headers['content-type'], sizeOf(large.bytes)]).toEqual(['image/jpeg', [400, 640]]);
    expect(sizeOf(thumb.bytes)).toEqual([200, 320]);
    expect([JPEG, large.bytes, thumb.bytes].map((bytes) => Buffer.from(bytes).includes(CAMERA))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('gives the original to office and auditor only', async () => {
    const { ask, url } = await uploaded(JPEG);
    for (const as of ['office', 'auditor'] as const) {
      expect((await ask(`${url}?size=original`, { as })).bytes.equals(JPEG)).toBe(true);
    }
    const { status, body } = await ask(`${url}?size=original`, { as: 'inspector' });
    expect([status, body.error, body.messageEn]).toEqual([
      403,
      'wrong-role',
      'originals are for office and auditor only; ask for size=large',
    ]);
  });

  it('sends office and auditor to the desk for an original, where there is one, and nobody else', async () => {
    const api = await createTestApi();
    const { archive } = api;
    const { ask, offer, offered } = behindDesk(api, photoRoutes);
    const sha256 = hash('sha256', JPEG);
    // Announced as the other type, as may happen past the functions.
    await archive.put(`photos/${sha256}.png`, JPEG);
    await takeInPhoto(`photos/${sha256}.png`, { archive, derive: derivePhoto });
    for (const as of ['office', 'auditor'] as const) {
      const { statusCode, headers, body } = await ask(as, `photos/${sha256}?size=original`);
      expect([statusCode, headers?.location, headers?.['cache-control']]).toEqual([302, offer.url, 'no-store']);
      expect(JSON.parse(body ?? '')).toEqual(offer);
    }
    const original = { path: `photos/${sha256}.png`, type: 'image/jpeg', name: `${sha256}.jpg` };
    expect(offered).toEqual([original, original]);
    expect((await ask('inspector', `photos/${sha256}?size=original`)).statusCode).toBe(403);
    expect((await ask('unit', `photos/${sha256}?size=original`)).statusCode).toBe(403);
    expect((await ask('office', `photos/${'a'.repeat(64)}?size=original`)).statusCode).toBe(404);
    expect((await ask('office', `photos/${sha256}`)).statusCode).toBe(200);
    expect(offered).toHaveLength(2);
  });

  it('names the sizes there are', async () => {
    const { ask, url } = await uploaded(JPEG);
    const { status, body } = await ask(`${url}?size=huge`, { as: 'office' });
    expect([status, body.details[0].path]).toEqual([400, 'size']);
  });

  it('asks for patience while what is shown is being made', async () => {
    const { ask } = await createTestApi();
    const { body } = await ask(PHOTO, { as: 'inspector', raw: JPEG, type: 'image/jpeg' });
    const early = await ask(`GET /campaigns/{c}/photos/${body.sha256}`, { as: 'office' });
    expect([early.status, early.headers['retry-after']]).toEqual([409, '5']);
  });

  it('says that a photo was given up whose last attempt nobody came back from, until something is made of it', async () => {
    const { ask, archive } = await createTestApi();
    const { body: photo } = await ask(PHOTO, { as: 'inspector', raw: JPEG, type: 'image/jpeg' });
    const url = `GET /campaigns/{c}/photos/${photo.sha256}`;
    await new Promise<void>((begun) => {
      const endless = () => new Promise<never>(() => begun());
      void takeInPhoto(photo.path, { archive, derive: endless }, 'last');
    });
    const { status, body } = await ask(url, { as: 'office' });
    expect([status, body.error]).toEqual([422, 'unprocessable']);
    expect(body.message).toContain('多次处理未成功');
    await takeInPhoto(photo.path, { archive, derive: derivePhoto });
    expect((await ask(url, { as: 'office' })).status).toBe(200);
  });

  it('says why a photo can’t be shown', async () => {
    const jpeg = Buffer.from(JPEG);
    const scan = jpeg.indexOf(Uint8Array.of(0xff, 0xda)) + 14;
    const { ask, url } = await uploaded(Buffer.concat([jpeg.subarray(0, scan), Uint8Array.of(0xff, 0xd9)]));
    const { status, body } = await ask(url, { as: 'office' });
    expect([status, body.error]).toEqual([422, 'unprocessable']);
    expect(body.message).toContain('照片文件不完整或已损坏');
    expect((await ask(`${url}?size=original`, { as: 'office' })).status).toBe(200);
  });

  it('has none under anything that is no hash, or that was never sent', async () => {
    const { ask } = await createTestApi();
    for (const name of ['..%2F..%2Fstage.db', '%00', 'A'.repeat(64), 'a'.repeat(64)]) {
      const answers = ['large', 'original'].map((size) =>
        ask(`GET /campaigns/{c}/photos/${name}?size=${size}`, { as: 'auditor' }),
      );
      expect([name, ...(await Promise.all(answers)).map(({ status }) => status)]).toEqual([name, 404, 404]);
    }
  });
});
