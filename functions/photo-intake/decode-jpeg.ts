import jpeg from 'jpeg-js';
import { MAX_PIXELS } from '../../shared/domain/photo/photo-header.ts';
import { damaged } from '../../shared/domain/photo/photo-refused.ts';
import type { Pixels } from './pixels.ts';

/** What a picture of the largest size takes while it is decoded: coefficients of three channels, and the picture. */
const MAX_MEMORY_MB = 1400;

const OPTIONS = {
  useTArray: true,
  formatAsRGBA: false,
  tolerantDecoding: false,
  maxResolutionInMP: MAX_PIXELS / 1_000_000,
  maxMemoryUsageInMB: MAX_MEMORY_MB,
} as const;

/** The picture in a JPEG. Throws `PhotoRefused` where its data is damaged. */
export function decodeJpeg(bytes: Uint8Array): Pixels {
  try {
    const { width, height, data } = jpeg.decode(bytes, OPTIONS);
    return { width, height, channels: 3, data };
  } catch (error) {
    // The decoder throws strings and plain errors alike, each about the data it was given.
    throw damaged(`JPEG: ${error instanceof Error ? error.message : String(error)}`);
  }
}
