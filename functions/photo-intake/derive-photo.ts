import { checkPhoto } from '../../shared/domain/photo/photo-header.ts';
import { type DerivativeSize, LONGEST_SIDE } from '../../shared/domain/photo/photo-paths.ts';
import { damaged } from '../../shared/domain/photo/photo-refused.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { decodePng } from './decode-png.ts';
import { encodeJpeg } from './encode-jpeg.ts';
import { shrink } from './shrink.ts';
import { turnUpright } from './turn-upright.ts';

/** What is shown of a photo, as JPEG files. */
export type Derivatives = Readonly<Record<DerivativeSize, Uint8Array>>;

/**
 * What is shown of a photo: upright, small enough, and with nothing in it that tells where, when or by whom it was taken.
 * The same bytes give the same bytes. Throws `PhotoRefused`, and does so before decoding where the header suffices.
 */
export function derivePhoto(bytes: Uint8Array): Derivatives {
  const { type, width, height, orientation } = checkPhoto(bytes);
  const decoded = type === 'image/jpeg' ? decodeJpeg(bytes) : decodePng(bytes);
  if (decoded.width !== width || decoded.height !== height) throw damaged(`${type} size`);
  const large = turnUpright(shrink(decoded, LONGEST_SIDE.large), orientation);
  return { large: encodeJpeg(large), thumb: encodeJpeg(shrink(large, LONGEST_SIDE.thumb)) };
}
