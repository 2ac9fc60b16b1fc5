import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildJpeg, corners, exif, plain } from '../../../support/photos.ts';
import { createTestApi, type TestApi } from '../../../support/test-api.ts';

const ANNOUNCE = 'POST /campaigns/{c}/photos/upload';
const PHOTO = buildJpeg(corners(40, 30), exif(6));
const announcement = (bytes: Uint8Array = PHOTO) => ({
  sha256: hash('sha256', bytes),
  type: 'image/jpeg',
  length: bytes.length,
});

async function announced(api: TestApi, bytes: Uint8Array = PHOTO): Promise<string> {
  const { body } = await api.ask(ANNOUNCE, { as: 'inspector', json: announcement(bytes) });
  return `${body.upload.method} ${body.upload.url}`;
}

describe('announcing a photo', () => {
  it('is told where to send it, and under which name it will lie', async () => {
    const { ask } = await createTestApi();
    const { status, body } = await ask(ANNOUNCE, { as: 'unit', json: announcement() });
    const sha256 = hash('sha256', PHOTO);
    expect([status, body.photo]).toEqual([200, { path: `photos/${sha256}.jpg`, sha256 }]);
    expect(body.upload).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg' },
      expiresAt: '2026-03-09T01:15:00.000Z',
    });
  });

  it('is told that there is nothing to send where the photo is there already', async () => {
    const api = await createTestApi();
    await api.ask('PUT /campaigns/{c}/photos', { as: 'inspector', raw: PHOTO, type: 'image/jpeg' });
    const { body } = await api.ask(ANNOUNCE, { as: 'inspector', json: announcement() });
    expect([Object.keys(body), body.photo.path]).toEqual([['photo'], `photos/${hash('sha256', PHOTO)}.jpg`]);
  });

  it('names what does not fit: other types, more than 15 MB, nothing, no hash', async () => {
    const { ask } = await createTestApi();
    const wrong = { type: 'image/gif', length: 15 * 1024 * 1024 + 1, sha256: 'x' };
    for (const [path, value] of Object.entries(wrong)) {
      const { status, body } = await ask(ANNOUNCE, { as: 'office', json: { ...announcement(), [path]: value } });
      expect([status, body.details[0].path]).toEqual([400, path]);
    }
    expect((await ask(ANNOUNCE, { as: 'office', json: { ...announcement(), length: 0 } })).status).toBe(400);
  });

  it('is not for auditors, nor for a campaign there is not', async () => {
    const { ask } = await createTestApi();
    expect((await ask(ANNOUNCE, { as: 'auditor', json: announcement() })).status).toBe(403);
    const elsewhere = await ask('POST /campaigns/nowhere/photos/upload', { as: 'office', json: announcement() });
    expect(elsewhere.status).toBe(404);
  });
});

describe('sending an announced photo', () => {
  it('needs no sign-in beside the address, and stores it', async () => {
    const api = await createTestApi();
    const { status, body } = await api.ask(await announced(api), { raw: PHOTO, type: 'image/jpeg' });
    expect([status, body.path]).toEqual([201, `photos/${hash('sha256', PHOTO)}.jpg`]);
    expect(api.archive.files.get(body.path)).toEqual(Buffer.from(PHOTO));
  });

  it('may be done twice', async () => {
    const api = await createTestApi();
    const address = await announced(api);
    const sent = [await api.ask(address, { raw: PHOTO, type: 'image/jpeg' })];
    sent.push(await api.ask(address, { raw: PHOTO, type: 'image/jpeg' }));
    expect(sent.map(({ status }) => status)).toEqual([201, 201]);
  });

  it('takes more than 4 MB', async () => {
    const api = await createTestApi();
    const large = new Uint8Array(Buffer.concat([PHOTO, Buffer.alloc(6 * 1024 * 1024)]));
    expect((await api.ask(await announced(api, large), { raw: large, type: 'image/jpeg' })).status).toBe(201);
  });

  it('takes no other bytes than those that were announced', async () => {
    const api = await createTestApi();
    const address = await announced(api);
    const longer = Buffer.concat([PHOTO, Buffer.alloc(1)]);
    const changed = Buffer.from(PHOTO).fill(0x41, 40, 60);
    for (const raw of [longer, changed, buildJpeg(plain(8, 8))]) {
      const { status, body } = await api.ask(address, { raw, type: 'image/jpeg' });
      expect([status, body.messageEn]).toEqual([
        422,
        `the ${raw.length} bytes received are not the photo that was announced (${PHOTO.length} bytes); send it again`,
      ]);
    }
    expect(api.archive.files.size).toBe(0);
  });

  it('takes announced bytes only where they are a photo', async () => {
    const api = await createTestApi();
    const html = Buffer.from('<script>alert(1)</script>');
    const { status, body } = await api.ask(await announced(api, html), { raw: html, type: 'image/jpeg' });
    expect([status, body.message]).toEqual([422, '文件不是 JPEG 或 PNG 照片，请重新拍摄或导出']);
  });

  it('is refused after a quarter of an hour', async () => {
    const api = await createTestApi();
    const address = await announced(api);
    api.goTo('2026-03-09 09:15');
    const { status, body } = await api.ask(address, { raw: PHOTO, type: 'image/jpeg' });
    expect([status, body.error]).toEqual([410, 'link-expired']);
  });

  it('is refused at an address that was altered, or that another stage gave out', async () => {
    const [api, other] = [await createTestApi(), await createTestApi()];
    const address = await announced(api);
    const [, text = '', signature = ''] = /\/uploads\/(.+)\.(.+)$/.exec(address) ?? [];
    const claims = JSON.parse(Buffer.from(text, 'base64url').toString());
    const longer = Buffer.from(JSON.stringify({ ...claims, expiresAt: '2027-01-01T00:00:00.000Z' }));
    const forged = [
      `PUT /uploads/${longer.toString('base64url')}.${signature}`,
      `PUT /uploads/${text}.${'A'.repeat(43)}`,
      'PUT /uploads/x',
    ];
    for (const request of forged) {
      expect((await api.ask(request, { raw: PHOTO, type: 'image/jpeg' })).status).toBe(404);
    }
    expect((await other.ask(address, { raw: PHOTO, type: 'image/jpeg' })).status).toBe(404);
  });
});
