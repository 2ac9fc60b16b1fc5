import type { Orientation } from '../../shared/domain/photo/photo-type.ts';
import type { Pixels } from './pixels.ts';

/** Where in the stored picture the upright one's first pixel lies, and how far its next column and next row are. */
interface Walk {
  readonly start: number;
  readonly column: number;
  readonly row: number;
}

/** Turns or mirrors a picture as EXIF's orientation asks, since what is made of it carries no EXIF any more. */
export function turnUpright(pixels: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return pixels;
  const { width, height, channels } = pixels;
  const turned = orientation >= 5 ? { width: height, height: width } : { width, height };
  const { start, column, row } = walkOf(orientation, width, height);
  const data = new Uint8Array(pixels.data.length);
  let to = 0;
  for (let y = 0; y < turned.height; y += 1) {
    for (let x = 0; x < turned.width; x += 1) {
      const from = (start + y * row + x * column) * channels;
      for (let channel = 0; channel < channels; channel += 1) data[to++] = pixels.data[from + channel] ?? 0;
    }
  }
  return { ...turned, channels, data };
}

/** EXIF 2.32, tag 0112: on which side the stored rows and columns begin. */
function walkOf(orientation: Exclude<Orientation, 1>, width: number, height: number): Walk {
  const right = width - 1;
  const bottom = (height - 1) * width;
  switch (orientation) {
    case 2:
      return { start: right, column: -1, row: width };
    case 3:
      return { start: bottom + right, column: -1, row: -width };
    case 4:
      return { start: bottom, column: 1, row: -width };
    case 5:
      return { start: 0, column: width, row: 1 };
    case 6:
      return { start: bottom, column: -width, row: 1 };
    case 7:
      return { start: bottom + right, column: -width, row: -1 };
    case 8:
      return { start: right, column: width, row: -1 };
    default:
      return orientation satisfies never;
  }
}
