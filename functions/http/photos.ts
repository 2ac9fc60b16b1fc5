import { hash } from 'node:crypto';
import * as z from 'zod';
import type { Photo } from '../../shared/domain/problem/problem-events.ts';
import type { Archive } from '../../shared/ports.ts';
import { Fault, type FaultDetail, notFound } from './fault.ts';
import type { Reply } from './route.ts';

/** A phone's photo of a place is smaller than this. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;

interface Kind {
  readonly type: string;
  readonly extension: string;
  readonly magic: readonly number[];
}

const KINDS: readonly Kind[] = [
  { type: 'image/jpeg', extension: 'jpg', magic: [0xff, 0xd8, 0xff] },
  { type: 'image/png', extension: 'png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
];

export const PHOTO_TYPES: readonly string[] = KINDS.map((kind) => kind.type);

/** Part of a path in the archive, so nothing but a hash may stand there. */
export const photoParams = { sha256: z.string().regex(/^[0-9a-f]{64}$/) };

const pathOf = (sha256: string, { extension }: Kind): string => `photos/${sha256}.${extension}`;

/** Keeps a photo under its own hash, so that sending it again is harmless. Throws a `Fault` for bytes that are no photo. */
export async function storePhoto(bytes: Uint8Array, archive: Archive): Promise<Photo> {
  // By its first bytes, whatever the sender calls it.
  const kind = KINDS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (!kind) {
    throw new Fault('unprocessable', {
      zh: '文件不是 JPEG 或 PNG 照片，请重新拍摄或导出',
      en: 'these bytes are neither a JPEG nor a PNG; take or export the photo again',
    });
  }
  const sha256 = hash('sha256', bytes);
  const path = pathOf(sha256, kind);
  await archive.put(path, bytes);
  return { path, sha256 };
}

/** A photo by its hash, as a file. Throws a `Fault` where there is none. */
export async function sendPhoto(sha256: string, archive: Archive): Promise<Reply> {
  for (const kind of KINDS) {
    const bytes = await archive.get(pathOf(sha256, kind));
    if (bytes) return { status: 200, file: { type: kind.type, bytes } };
  }
  throw notFound('照片', 'photo', sha256);
}

/** Demands that every photo named as evidence was uploaded before. Throws a `Fault` that lists those that were not. */
export async function demandUploaded(photos: readonly Photo[], archive: Archive): Promise<void> {
  const details: FaultDetail[] = [];
  for (const [index, { path, sha256 }] of photos.entries()) {
    const known = KINDS.some((kind) => path === pathOf(sha256, kind)) && (await archive.get(path)) !== undefined;
    if (!known) {
      details.push({
        path: `photos[${index}]`,
        message: '照片尚未上传，请先上传，再使用返回的 path 和 sha256',
        messageEn: 'this photo was not uploaded; upload it first and use the path and sha256 of the answer',
      });
    }
  }
  if (details.length === 0) return;
  throw new Fault('unprocessable', { zh: '有照片尚未上传', en: 'some photos were not uploaded' }, { details });
}
