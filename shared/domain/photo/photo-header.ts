import { readJpegHeader } from './jpeg-header.ts';
import { PhotoRefused } from './photo-refused.ts';
import type { PhotoHeader, PhotoType } from './photo-type.ts';
import { readPngHeader } from './png-header.ts';

/** The largest cameras of telephones store 50 million; decoded, each takes up to 16 bytes. */
export const MAX_PIXELS = 51_000_000;

const MAGIC: ReadonlyArray<readonly [PhotoType, readonly number[]]> = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** The type by the first bytes, whatever the sender calls it. */
export const photoTypeOf = (bytes: Uint8Array): PhotoType | undefined =>
  MAGIC.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0];

/**
 * Type, size and orientation from the header alone, so that a file of few bytes that would unfold to gigabytes is
 * refused without decoding it. Throws `PhotoRefused` for what is no photo, too many pixels, or ends too early.
 */
export function checkPhoto(bytes: Uint8Array): PhotoHeader {
  const type = photoTypeOf(bytes);
  if (!type) {
    throw new PhotoRefused('not-a-photo', {
      zh: '文件不是 JPEG 或 PNG 照片，请重新拍摄或导出',
      en: 'these bytes are neither a JPEG nor a PNG; take or export the photo again',
    });
  }
  const header: PhotoHeader = { type, ...(type === 'image/jpeg' ? readJpegHeader(bytes) : readPngHeader(bytes)) };
  demandPixels(header);
  return header;
}

function demandPixels({ width, height }: PhotoHeader): void {
  if (width * height <= MAX_PIXELS) return;
  const limit = MAX_PIXELS / 1_000_000;
  throw new PhotoRefused('too-many-pixels', {
    zh: `照片为 ${width}×${height} 像素，超过上限 ${limit * 100} 万像素，请降低分辨率后再上传`,
    en: `the photo has ${width}×${height} pixels, more than the ${limit} million allowed; upload it at a lower resolution`,
  });
}
