import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';

export type Colour = readonly [red: number, green: number, blue: number, alpha?: number];

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly colour: (x: number, y: number) => Colour;
}

export const RED: Colour = [220, 30, 30];
export const GREEN: Colour = [30, 200, 60];
export const BLUE: Colour = [40, 60, 220];
export const GREY: Colour = [128, 128, 128];

/** A picture of one colour. */
export const plain = (width: number, height: number, colour: Colour = GREY): Picture => ({
  ...{ width, height },
  colour: () => colour,
});

/** Red at the top left, green at the top right, blue below: no two ways of turning it look alike. */
export const corners = (width: number, height: number): Picture => ({
  ...{ width, height },
  colour: (x, y) => {
    if (y >= height / 2) return BLUE;
    return x < width / 2 ? RED : GREEN;
  },
});

const rgba = ({ width, height, colour }: Picture): Uint8Array =>
  Uint8Array.from(
    Array.from({ length: width * height }, (_, at) => {
      const [red, green, blue, alpha = 255] = colour(at % width, Math.floor(at / width));
      return [red, green, blue, alpha];
    }).flat(),
  );

/** A JPEG with the segments put in behind its first two bytes. */
export function buildJpeg(picture: Picture, ...segments: readonly Uint8Array[]): Uint8Array {
  const { width, height } = picture;
  const encoded = jpeg.encode({ width, height, data: rgba(picture) }, 90).data;
  return new Uint8Array(Buffer.concat([encoded.subarray(0, 2), ...segments, encoded.subarray(2)]));
}

/** A segment of a JPEG by its marker. */
export function segment(marker: number, payload: Uint8Array): Uint8Array {
  const frame = Buffer.from([0xff, marker, 0, 0]);
  frame.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([frame, payload]);
}

/** The mark by which tests find out whether anything of the EXIF below is left. */
export const CAMERA = 'SECRET-PHONE-OF-ZHANG';

/** An EXIF segment with camera, orientation and a place (30° 40′ north), in either byte order. */
export function exif(orientation: number, order: 'II' | 'MM' = 'MM'): Uint8Array {
  const tiff = Buffer.alloc(160);
  const short = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const long = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  const entry = (
    at: number,
    [tag, type, count]: readonly [number, number, number],
    value: number,
    width: 'short' | 'long',
  ) => {
    short(tag, at);
    short(type, at + 2);
    long(count, at + 4);
    if (width === 'short') short(value, at + 8);
    else long(value, at + 8);
  };
  tiff.write(order, 0, 'latin1');
  short(42, 2);
  long(8, 4);
  short(3, 8);
  entry(10, [0x010f, 2, CAMERA.length + 1], 50, 'long');
  entry(22, [0x0112, 3, 1], orientation, 'short');
  entry(34, [0x8825, 4, 1], 80, 'long');
  tiff.write(CAMERA, 50, 'latin1');
  short(2, 80);
  entry(82, [0x0001, 2, 2], 0, 'long');
  tiff.write('N', 90, 'latin1');
  entry(94, [0x0002, 5, 3], 112, 'long');
  for (const [index, part] of [30, 1, 40, 1, 0, 1].entries()) long(part, 112 + index * 4);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** One chunk of a PNG with its length and checksum. */
export function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The first chunk of a PNG. Colour types: 0 grey, 2 red-green-blue, 3 palette, 4 grey and alpha, 6 with alpha. */
export function pngHeader(width: number, height: number, depth = 8, colourType = 6): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType, 0, 0, 0], 8);
  return pngChunk('IHDR', header);
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A PNG of the chunks, closed by its end mark. */
export const joinPng = (...chunks: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat([Uint8Array.from(PNG_SIGNATURE), ...chunks, pngChunk('IEND', new Uint8Array())]));

/** The rows of a picture, each behind its filter byte, packed. */
export const pngRows = (rows: readonly (readonly number[])[]): Uint8Array =>
  pngChunk('IDAT', deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row]))));

/** A PNG with alpha; further chunks stand in front of the picture. */
export function buildPng(picture: Picture, ...chunks: readonly Uint8Array[]): Uint8Array {
  const { width, height } = picture;
  const samples = [...rgba(picture)];
  const rows = Array.from({ length: height }, (_, y) => samples.slice(y * width * 4, (y + 1) * width * 4));
  return joinPng(pngHeader(width, height), ...chunks, pngRows(rows));
}

/** The colour at a place of a JPEG, as a viewer would show it. */
export function colourAt(file: Uint8Array, x: number, y: number): readonly number[] {
  const { width, data } = jpeg.decode(file, { useTArray: true, formatAsRGBA: false });
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

/** Width and height of a JPEG. */
export function sizeOf(file: Uint8Array): readonly [width: number, height: number] {
  const { width, height } = jpeg.decode(file, { useTArray: true });
  return [width, height];
}
