import { readJpegHeader } from './jpeg-header.ts';
import { PhotoRefused, tooCostly } from './photo-refused.ts';
import type { MeasuredHeader, PhotoHeader, PhotoType } from './photo-type.ts';
import { readPngHeader } from './png-header.ts';

/** The largest cameras of telephones store 50 million; decoded, each takes up to 16 bytes. */
export const MAX_PIXELS = 51_000_000;

/** What a decoded photo may take, before the decoder's own needs: eight bits a channel, in the most channels that occur. */
export const MAX_DECODED_BYTES: Readonly<Record<PhotoType, number>> = {
  // Printers' JPEGs have a fourth; at the full size the decoder's coefficients would not leave room for it.
  'image/jpeg': MAX_PIXELS * 3,
  'image/png': MAX_PIXELS * 4,
};

const MAGIC: ReadonlyArray<readonly [PhotoType, readonly number[]]> = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** The type by the first bytes, whatever the sender calls it. */
export const photoTypeOf = (bytes: Uint8Array): PhotoType | undefined =>
  MAGIC.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0];

/**
 * Type, size and orientation from the header alone, so that a file of few bytes that would unfold to gigabytes is
 * refused without decoding it. Throws `PhotoRefused` for what is no photo, too large, or ends too early.
 */
export function checkPhoto(bytes: Uint8Array): PhotoHeader {
  const type = photoTypeOf(bytes);
  if (!type) {
    throw new PhotoRefused('not-a-photo', {
      zh: '文件不是 JPEG 或 PNG 照片，请重新拍摄或导出',
      en: 'these bytes are neither a JPEG nor a PNG; take or export the photo again',
    });
  }
  const { bytesPerPixel, ...header } = type === 'image/jpeg' ? readJpegHeader(bytes) : readPngHeader(bytes);
  demandPixels(header);
  demandBytes(header.width * header.height * bytesPerPixel, MAX_DECODED_BYTES[type]);
  return { type, ...header };
}

function demandPixels({ width, height }: Pick<MeasuredHeader, 'width' | 'height'>): void {
  if (width * height <= MAX_PIXELS) return;
  const limit = MAX_PIXELS / 1_000_000;
  throw new PhotoRefused('too-many-pixels', {
    zh: `照片为 ${width}×${height} 像素，超过上限 ${limit * 100} 万像素，请降低分辨率后再上传`,
    en: `the photo has ${width}×${height} pixels, more than the ${limit} million allowed; upload it at a lower resolution`,
  });
}

function demandBytes(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  const [has, allowed] = [Math.ceil(bytes / 1_000_000), limit / 1_000_000];
  throw tooCostly({
    zh: `照片解码后为 ${has} MB，超过上限 ${allowed} MB（每通道 8 位的照片不会超过）`,
    en: `the photo decodes to ${has} MB, more than the ${allowed} MB allowed, which one of 8 bits a channel keeps to`,
  });
}
