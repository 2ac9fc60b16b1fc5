import type { Pixels } from './pixels.ts';

const WHITE = 255;

/** On which target position each source position falls, and with which weights on that one and on the next. */
interface Shares {
  readonly target: Int32Array;
  readonly here: Float64Array;
  readonly next: Float64Array;
}

/**
 * Shrinks a picture until its longest side fits, never enlarging, and lays it on white where it is transparent. Each
 * pixel is the mean of the area it stands for, so that lettering on signs stays readable. Works row by row: a second
 * copy of a large picture would not fit.
 */
export function shrink(pixels: Pixels, longestSide: number): Pixels {
  const scale = Math.min(1, longestSide / Math.max(pixels.width, pixels.height));
  const width = scaled(pixels.width, scale);
  const height = scaled(pixels.height, scale);
  const columns = sharesOf(pixels.width, width);
  const rows = sharesOf(pixels.height, height);
  // One position more each way, for the weightless share that the last one has in its next.
  const line = new Float64Array((width + 1) * 3);
  const sums = new Float64Array(line.length * (height + 1));
  for (let y = 0; y < pixels.height; y += 1) {
    shrinkRow(pixels, y, columns, line);
    const start = (rows.target[y] ?? 0) * line.length;
    addRow(sums, start, line, rows.here[y] ?? 0);
    addRow(sums, start + line.length, line, rows.next[y] ?? 0);
  }
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const row = sums.subarray(y * line.length, y * line.length + width * 3);
    data.set(row.map(Math.round), y * width * 3);
  }
  return { width, height, channels: 3, data };
}

const scaled = (side: number, scale: number): number => Math.max(1, Math.round(side * scale));

function sharesOf(source: number, targets: number): Shares {
  const shares = { target: new Int32Array(source), here: new Float64Array(source), next: new Float64Array(source) };
  const ratio = targets / source;
  for (let at = 0; at < source; at += 1) {
    const target = Math.min(targets - 1, Math.floor(at * ratio));
    const next = target + 1 === targets ? 0 : Math.max(0, (at + 1) * ratio - target - 1);
    shares.target[at] = target;
    shares.here[at] = ratio - next;
    shares.next[at] = next;
  }
  return shares;
}

function shrinkRow(
  { data, width, channels }: Pixels,
  y: number,
  { target, here, next }: Shares,
  line: Float64Array,
): void {
  line.fill(0);
  const hasAlpha = channels % 2 === 0;
  const step = channels < 3 ? 0 : 1;
  for (let x = 0; x < width; x += 1) {
    const from = (y * width + x) * channels;
    const alpha = hasAlpha ? (data[from + channels - 1] ?? 0) / 255 : 1;
    const ground = WHITE * (1 - alpha);
    const to = (target[x] ?? 0) * 3;
    const weight = here[x] ?? 0;
    const rest = next[x] ?? 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = (data[from + channel * step] ?? 0) * alpha + ground;
      line[to + channel] = (line[to + channel] ?? 0) + value * weight;
      line[to + channel + 3] = (line[to + channel + 3] ?? 0) + value * rest;
    }
  }
}

function addRow(sums: Float64Array, start: number, line: Float64Array, weight: number): void {
  if (weight === 0) return;
  for (let index = 0; index < line.length; index += 1) {
    sums[start + index] = (sums[start + index] ?? 0) + (line[index] ?? 0) * weight;
  }
}
