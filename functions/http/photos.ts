import { hash } from 'node:crypto';
import { basename } from 'node:path';
import * as z from 'zod';
import { checkPhoto, photoTypeOf } from '../../shared/domain/photo/photo-header.ts';
import {
  DERIVATIVE_TYPE,
  type DerivativeSize,
  derivativePath,
  givenUpPath,
  originalPath,
  PHOTO_SIZES,
  type PhotoSize,
  refusalPath,
} from '../../shared/domain/photo/photo-paths.ts';
import { photoRefusalSchema } from '../../shared/domain/photo/photo-refusal.ts';
import { PhotoRefused } from '../../shared/domain/photo/photo-refused.ts';
import { PHOTO_TYPES } from '../../shared/domain/photo/photo-type.ts';
import type { Photo } from '../../shared/domain/problem/problem-events.ts';
import type { Archive, DownloadDesk } from '../../shared/ports.ts';
import type { Caller } from './caller.ts';
import { Fault, type FaultDetail, notFound } from './fault.ts';
import { sendOn } from './offer.ts';
import { LARGEST_BODY } from './read-body.ts';
import type { Reply } from './route.ts';

/** A phone's photo of a place is smaller than this; larger ones go past the functions, by an upload of their own. */
export const MAX_PHOTO_BYTES = LARGEST_BODY;

/** The largest photo that goes past the functions: what a telephone makes of 50 million pixels. */
export const MAX_UPLOAD_BYTES = 15 * 1024 * 1024;

/** Part of a path in the archive, so nothing but a hash may stand there. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const photoParams = { sha256: sha256Schema };
export const photoQuery = z.strictObject({ size: z.enum(PHOTO_SIZES).default('large') });

/** An original may tell who took it, and where exactly: it is for those who check evidence. */
const SEE_ORIGINALS: readonly Caller['role'][] = ['office', 'auditor'];

/** Keeps a photo under its own hash, so that sending it again is harmless. Throws a `Fault` for bytes that are no photo. */
export async function storePhoto(bytes: Uint8Array, archive: Archive): Promise<Photo> {
  const { type } = checkUpload(bytes);
  const sha256 = hash('sha256', bytes);
  const path = originalPath(sha256, type);
  await archive.put(path, bytes);
  return { path, sha256 };
}

function checkUpload(bytes: Uint8Array): ReturnType<typeof checkPhoto> {
  try {
    return checkPhoto(bytes);
  } catch (error) {
    if (error instanceof PhotoRefused) throw new Fault('unprocessable', { zh: error.zh, en: error.message });
    throw error;
  }
}

export interface PhotoWish {
  readonly sha256: string;
  readonly size: PhotoSize;
  readonly caller: Caller;
}

/**
 * A photo by its hash; only office and auditor may see originals. Where there is a desk they are sent on to it for one,
 * which may be larger than the answer of a function. Throws a `Fault` where there is none to show.
 */
export async function sendPhoto(
  { sha256, size, caller }: PhotoWish,
  archive: Archive,
  desk?: () => DownloadDesk,
): Promise<Reply> {
  if (size !== 'original') return sendDerivative(sha256, size, archive);
  if (!SEE_ORIGINALS.includes(caller.role)) {
    throw new Fault('wrong-role', {
      zh: '照片原件只限办公室和审计人员查看，请改用 size=large',
      en: 'originals are for office and auditor only; ask for size=large',
    });
  }
  for (const announced of PHOTO_TYPES) {
    const path = originalPath(sha256, announced);
    const bytes = await archive.get(path);
    if (!bytes) continue;
    // An upload past the functions may have been announced as the other type, so it is read for that even on its way to a desk.
    const type = photoTypeOf(bytes) ?? announced;
    if (!desk) return { status: 200, file: { type, bytes } };
    return sendOn(await desk().offer({ path, type, name: basename(originalPath(sha256, type)) }));
  }
  throw notFound('照片', 'photo', sha256);
}

async function sendDerivative(sha256: string, size: DerivativeSize, archive: Archive): Promise<Reply> {
  const bytes = await archive.get(derivativePath(sha256, size));
  if (bytes) return { status: 200, file: { type: DERIVATIVE_TYPE, bytes } };
  const refusal = (await archive.get(refusalPath(sha256))) ?? (await archive.get(givenUpPath(sha256)));
  if (refusal) throw new Fault('unprocessable', photoRefusalSchema.parse(JSON.parse(Buffer.from(refusal).toString())));
  if ((await storedOriginal(sha256, archive)) === undefined) throw notFound('照片', 'photo', sha256);
  throw new Fault(
    'not-acceptable-now',
    { zh: '照片正在处理，请几秒钟后再看', en: 'the photo is being prepared; ask again in a few seconds' },
    { headers: { 'retry-after': '5' } },
  );
}

/** The path of an original that is there already, looked up without reading it. */
export async function storedOriginal(sha256: string, archive: Archive): Promise<string | undefined> {
  const [path] = await archive.list(`photos/${sha256}.`);
  return path;
}

/** Demands that every photo named as evidence was uploaded before and is one. Throws a `Fault` that lists those that are not. */
export async function demandUploaded(photos: readonly Photo[], archive: Archive): Promise<void> {
  const details: FaultDetail[] = [];
  for (const [index, photo] of photos.entries()) {
    const fault = await evidenceFault(photo, archive);
    if (fault) details.push({ path: `photos[${index}]`, ...fault });
  }
  if (details.length === 0) return;
  throw new Fault('unprocessable', { zh: '有照片尚未上传', en: 'some photos were not uploaded' }, { details });
}

const NOT_UPLOADED = {
  message: '照片尚未上传，请先上传，再使用返回的 path 和 sha256',
  messageEn: 'this photo was not uploaded; upload it first and use the path and sha256 of the answer',
} as const;

/** What went into the archive past the functions has been looked at by nobody yet. */
async function evidenceFault(
  { path, sha256 }: Photo,
  archive: Archive,
): Promise<Omit<FaultDetail, 'path'> | undefined> {
  const named = PHOTO_TYPES.some((type) => path === originalPath(sha256, type));
  const bytes = named ? await archive.get(path) : undefined;
  if (!bytes) return NOT_UPLOADED;
  try {
    checkPhoto(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof PhotoRefused) return { message: error.zh, messageEn: error.message };
    throw error;
  }
}
