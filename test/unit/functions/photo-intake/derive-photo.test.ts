import { describe, expect, it } from 'vitest';
import { derivePhoto } from '../../../../functions/photo-intake/derive-photo.ts';
import { PhotoRefused } from '../../../../shared/domain/photo/photo-refused.ts';
import { CAMERA_KINDS } from '../../../support/camera-kinds.ts';
import {
  BLUE,
  buildJpeg,
  buildPng,
  CAMERA,
  type Colour,
  colourAt,
  corners,
  exif,
  GREEN,
  joinPng,
  plain,
  pngChunk,
  pngHeader,
  pngRows,
  RED,
  segment,
  sizeOf,
} from '../../../support/photos.ts';

/** A JPEG keeps colours roughly; those of the test pictures lie far apart. */
function nearest(file: Uint8Array, x: number, y: number): Colour | undefined {
  const seen = colourAt(file, x, y);
  return [RED, GREEN, BLUE].find((colour) => seen.every((value, index) => Math.abs(value - (colour[index] ?? 0)) < 40));
}

function refusal(bytes: Uint8Array): PhotoRefused {
  try {
    derivePhoto(bytes);
  } catch (error) {
    if (error instanceof PhotoRefused) return error;
    throw error;
  }
  throw new Error('this photo was taken');
}

/** The markers of a JPEG up to its first scan. */
function markersOf(file: Uint8Array): readonly number[] {
  const markers: number[] = [];
  for (let at = 2; file[at + 1] !== 0xda; at += 2 + (file[at + 2] ?? 0) * 256 + (file[at + 3] ?? 0)) {
    markers.push(file[at + 1] ?? 0);
  }
  return markers;
}

describe('derivePhoto', () => {
  it('leaves nothing of EXIF, place, profile or comment', () => {
    const xmp = segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${CAMERA}`));
    const comment = segment(0xfe, Buffer.from(CAMERA));
    const original = buildJpeg(plain(64, 48), exif(1), xmp, segment(0xed, Buffer.from(CAMERA)), comment);
    expect(Buffer.from(original).includes(CAMERA)).toBe(true);
    for (const file of Object.values(derivePhoto(original))) {
      expect([Buffer.from(file).includes(CAMERA), Buffer.from(file).includes('Exif')]).toEqual([false, false]);
      // JFIF's own 16 bytes, tables and the frame: no other application segment and no comment.
      expect(markersOf(file).filter((marker) => marker >= 0xe1)).toEqual([]);
    }
  });

  it('leaves nothing of the texts and the EXIF in a PNG', () => {
    const texts = [pngChunk('tEXt', Buffer.from(`Author\0${CAMERA}`)), pngChunk('eXIf', exif(1).subarray(10))];
    const { large } = derivePhoto(buildPng(plain(20, 20), ...texts));
    expect(Buffer.from(large).includes(CAMERA)).toBe(false);
  });

  it('shrinks to 1600 and 320 pixels on the longest side, in proportion', () => {
    const made = derivePhoto(buildJpeg(plain(2000, 500)));
    expect([sizeOf(made.large), sizeOf(made.thumb)]).toEqual([
      [1600, 400],
      [320, 80],
    ]);
    const tall = derivePhoto(buildJpeg(plain(500, 2000)));
    expect([sizeOf(tall.large), sizeOf(tall.thumb)]).toEqual([
      [400, 1600],
      [80, 320],
    ]);
  });

  it('does not enlarge a small photo, and keeps a line of pixels', () => {
    expect(sizeOf(derivePhoto(buildJpeg(plain(40, 30))).large)).toEqual([40, 30]);
    expect(sizeOf(derivePhoto(buildPng(plain(1700, 1))).thumb)).toEqual([320, 1]);
  });

  it('stands upright for each of the eight orientations', () => {
    // Where red, green and blue come to lie; a letter for each corner: top left, top right, bottom left, bottom right.
    const expected: Readonly<Record<number, readonly Colour[]>> = {
      1: [RED, GREEN, BLUE, BLUE],
      2: [GREEN, RED, BLUE, BLUE],
      3: [BLUE, BLUE, GREEN, RED],
      4: [BLUE, BLUE, RED, GREEN],
      5: [RED, BLUE, GREEN, BLUE],
      6: [BLUE, RED, BLUE, GREEN],
      7: [BLUE, GREEN, BLUE, RED],
      8: [GREEN, BLUE, RED, BLUE],
    };
    for (const [orientation, places] of Object.entries(expected)) {
      const { large } = derivePhoto(buildJpeg(corners(64, 32), exif(Number(orientation))));
      const [width, height] = sizeOf(large);
      expect([orientation, width, height]).toEqual([orientation, ...(Number(orientation) >= 5 ? [32, 64] : [64, 32])]);
      const seen = [4, height - 5].flatMap((y) => [4, width - 5].map((x) => nearest(large, x, y)));
      expect([orientation, seen]).toEqual([orientation, places]);
    }
  });

  it('keeps colours through shrinking, in each place', () => {
    const { thumb } = derivePhoto(buildJpeg(corners(1000, 700)));
    expect([nearest(thumb, 40, 40), nearest(thumb, 280, 40), nearest(thumb, 160, 200)]).toEqual([RED, GREEN, BLUE]);
  });

  it('takes the mean of the area a pixel stands for', () => {
    const stripes = {
      width: 640,
      height: 8,
      colour: (x: number): Colour => (x % 2 === 0 ? [0, 0, 0] : [255, 255, 255]),
    };
    const [red = 0] = colourAt(derivePhoto(buildPng(stripes)).thumb, 100, 2);
    expect(Math.abs(red - 128)).toBeLessThan(4);
  });

  it('lays what is transparent on white', () => {
    const half = (alpha: number) => derivePhoto(buildPng(plain(16, 16, [0, 0, 0, alpha]))).large;
    const [clear, middle, opaque] = [0, 128, 255].map((alpha) => colourAt(half(alpha), 8, 8)[0] ?? -1);
    expect([clear, opaque]).toEqual([255, 0]);
    expect(Math.abs((middle ?? 0) - 127)).toBeLessThan(4);
  });

  it('reads grey, palette and 16-bit PNGs', () => {
    const grey = joinPng(pngHeader(2, 1, 8, 0), pngRows([[200, 200]]));
    const greyAlpha = joinPng(pngHeader(1, 1, 8, 4), pngRows([[0, 0]]));
    const palette = joinPng(
      pngHeader(2, 1, 8, 3),
      pngChunk('PLTE', Uint8Array.of(9, 9, 9, 200, 200, 200)),
      pngRows([[1, 1]]),
    );
    const deep = joinPng(pngHeader(1, 1, 16, 2), pngRows([[200, 255, 200, 255, 200, 255]]));
    const seen = [grey, greyAlpha, palette, deep].map((png) => colourAt(derivePhoto(png).large, 0, 0)[0]);
    expect(seen).toEqual([200, 255, 200, 200]);
  });

  it.each(['progressive', 'subsampled', 'cmyk'] as const)('reads a %s JPEG in its colours', (kind) => {
    const { large } = derivePhoto(Buffer.from(CAMERA_KINDS[kind], 'base64'));
    expect([nearest(large, 2, 2), nearest(large, 13, 2), nearest(large, 8, 13)]).toEqual([RED, GREEN, BLUE]);
  });

  it('reads a grey JPEG in its shades', () => {
    const { large } = derivePhoto(Buffer.from(CAMERA_KINDS.grey, 'base64'));
    const [left = [], right = []] = [colourAt(large, 2, 2), colourAt(large, 13, 2)];
    expect([new Set(left).size, new Set(right).size]).toEqual([1, 1]);
    expect((right[0] ?? 0) - (left[0] ?? 0)).toBeGreaterThan(30);
  });

  it('gives the same bytes for the same bytes', () => {
    const original = buildJpeg(corners(700, 500), exif(6));
    const [first, second] = [derivePhoto(original), derivePhoto(Uint8Array.from(original))];
    expect(Buffer.compare(first.large, second.large)).toBe(0);
    expect(Buffer.compare(first.thumb, second.thumb)).toBe(0);
  });

  it('refuses data that is damaged behind an intact header', () => {
    const bytes = Buffer.from(buildPng(plain(30, 30)));
    const at = bytes.indexOf('IDAT') + 8;
    bytes.fill(0x55, at, at + 6);
    expect(refusal(bytes)).toMatchObject({ reason: 'damaged' });
    expect(refusal(bytes).message).toContain('upload it again');
    // The picture's data is left out: the end mark stands right behind the start of the scan.
    const jpeg = Buffer.from(buildJpeg(corners(64, 64)));
    const scan = jpeg.indexOf(Uint8Array.of(0xff, 0xda)) + 14;
    expect(refusal(Buffer.concat([jpeg.subarray(0, scan), Uint8Array.of(0xff, 0xd9)])).reason).toBe('damaged');
  });

  it('refuses a pixel flood before the decoder, which would call its few bytes damaged, is asked', () => {
    const flood = joinPng(pngHeader(60_000, 60_000), pngChunk('IDAT', Uint8Array.of(1, 2, 3)));
    expect(refusal(flood).reason).toBe('too-many-pixels');
  });

  it('refuses a PNG that unfolds to more than its header says', () => {
    const bomb = pngRows([Array.from({ length: 500_000 }, () => 0)]);
    expect(refusal(joinPng(pngHeader(4, 4), bomb)).message).toContain('PNG IDAT');
  });

  it('leaves packed texts of a PNG packed, whatever they would unfold to', () => {
    const profile = pngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0'), Buffer.from('not packed at all')]));
    expect(sizeOf(derivePhoto(buildPng(plain(4, 4), profile)).large)).toEqual([4, 4]);
  });

  it('asks for a JPEG in place of a PNG with less than 8 bits a sample', () => {
    expect(refusal(joinPng(pngHeader(8, 1, 1, 0), pngRows([[0xff]]))).reason).toBe('unsupported');
  });
});
