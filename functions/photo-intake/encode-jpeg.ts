import jpeg from 'jpeg-js';
import type { Pixels } from './pixels.ts';

/** Lettering stays clean, and a derivative is a fifth of the original's bytes or less. */
const QUALITY = 80;

/** A JPEG of the picture that carries nothing beside it: the encoder writes no metadata but what it is handed. */
export function encodeJpeg({ width, height, channels, data }: Pixels): Uint8Array {
  const opaque = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    opaque.set(data.subarray(pixel * channels, pixel * channels + 3), pixel * 4);
  }
  return new Uint8Array(jpeg.encode({ width, height, data: opaque }, QUALITY).data);
}
