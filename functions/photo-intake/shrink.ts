import type { Pixels } from './pixels.ts';

const WHITE = 255;

/** The part of one source column (or row) that falls on a target one, as weights that sum to 1. */
interface Share {
  readonly target: number;
  readonly weight: number;
}

/**
 * Shrinks a picture until its longest side fits, never enlarging, and lays it on white where it is transparent. Each
 * pixel is the mean of the area it stands for, so that lettering on signs stays readable. Works row by row: a second
 * copy of a large picture would not fit.
 */
export function shrink(pixels: Pixels, longestSide: number): Pixels {
  const { width, height } = pixels;
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const target = { width: scaled(width, scale), height: scaled(height, scale) };
  const columns = sharesOf(width, target.width);
  const rows = sharesOf(height, target.height);
  const sums = new Float64Array(target.width * target.height * 3);
  const line = new Float64Array(target.width * 3);
  for (const [y, shares] of rows.entries()) {
    shrinkRow(pixels, y, columns, line);
    for (const share of shares) addRow(sums, line, share);
  }
  return { ...target, channels: 3, data: Uint8Array.from(sums, Math.round) };
}

const scaled = (side: number, scale: number): number => Math.max(1, Math.round(side * scale));

/** For each source position the one or two target positions it falls on. */
function sharesOf(source: number, target: number): readonly (readonly Share[])[] {
  const ratio = target / source;
  return Array.from({ length: source }, (_, at) => {
    const from = at * ratio;
    const to = (at + 1) * ratio;
    const first = Math.min(target - 1, Math.floor(from));
    const border = first + 1;
    if (to <= border || border >= target) return [{ target: first, weight: ratio }];
    return [
      { target: first, weight: border - from },
      { target: border, weight: to - border },
    ];
  });
}

function shrinkRow(pixels: Pixels, y: number, columns: readonly (readonly Share[])[], line: Float64Array): void {
  const { data, width, channels } = pixels;
  line.fill(0);
  for (let x = 0; x < width; x += 1) {
    const from = (y * width + x) * channels;
    const alpha = channels === 4 ? (data[from + 3] ?? 0) / 255 : 1;
    const ground = WHITE * (1 - alpha);
    const shares = columns[x] ?? [];
    for (const { target, weight } of shares) {
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (data[from + channel] ?? 0) * alpha + ground;
        line[target * 3 + channel] = (line[target * 3 + channel] ?? 0) + value * weight;
      }
    }
  }
}

function addRow(sums: Float64Array, line: Float64Array, { target, weight }: Share): void {
  const start = target * line.length;
  for (let index = 0; index < line.length; index += 1) {
    sums[start + index] = (sums[start + index] ?? 0) + (line[index] ?? 0) * weight;
  }
}
