import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { buildJpeg, CAMERA, corners, exif } from '../../support/photos.ts';
import type { DeployedStage } from '../deployed-stage.ts';
import { demandRefusal, type Story, until } from '../story.ts';

const BELOW = '/campaigns/s2b-hundred-days/photos';

/** A photo straight into its bucket, and what is shown of it. */
export async function photos({ ask }: DeployedStage, { tell, step }: Story): Promise<void> {
  const photo = buildJpeg(corners(400, 300), exif(6));
  const sha256 = hash('sha256', photo);
  const announcement = { sha256, type: 'image/jpeg', length: photo.length };

  tell('\nA photo');
  const upload = await step('an inspector announces a photo and is told where to put exactly these bytes', async () => {
    const { status, body } = await ask('inspector', `POST ${BELOW}/upload`, { json: announcement });
    assert.equal(status, 200);
    return body.upload as { readonly url: string; readonly headers: Record<string, string> };
  });
  const put = (bytes: Uint8Array<ArrayBuffer>) =>
    fetch(upload.url, { method: 'PUT', headers: upload.headers, body: bytes });
  await step('other bytes are refused there', async () => {
    const other = new Uint8Array(photo);
    other[other.length - 3] = (other[other.length - 3] ?? 0) ^ 1;
    assert.ok((await put(other)).status >= 400);
  });
  await step('the photo is taken, and once', async () => {
    assert.equal((await put(new Uint8Array(photo))).status, 200);
    assert.equal((await put(new Uint8Array(photo))).status, 412);
  });
  await step('the bucket’s notice leads to what is shown of it: without camera, place and time', async () => {
    const shown = await until(async () => {
      const answer = await ask('inspector', `GET ${BELOW}/${sha256}`);
      return answer.status === 200 ? answer : undefined;
    }, 60);
    assert.ok(photo.length > 0 && Buffer.from(photo).includes(CAMERA));
    assert.ok(!shown.bytes.includes(CAMERA));
  });
  await step('the original is for office and auditor alone, who are sent to the bucket for it', async () => {
    const original = `GET ${BELOW}/${sha256}?size=original`;
    demandRefusal(await ask('inspector', original), 403);
    const { status, body } = await ask('auditor', original);
    assert.equal(status, 302);
    const stored = await fetch(body.url);
    assert.equal(hash('sha256', new Uint8Array(await stored.arrayBuffer())), sha256);
    const header = (name: string) => stored.headers.get(name);
    assert.deepEqual([header('content-type'), header('cache-control')], ['image/jpeg', 'no-store']);
  });
}
