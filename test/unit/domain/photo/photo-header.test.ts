import { describe, expect, it } from 'vitest';
import { MAX_SCANS } from '../../../../shared/domain/photo/jpeg-header.ts';
import { checkPhoto, photoTypeOf } from '../../../../shared/domain/photo/photo-header.ts';
import { PhotoRefused } from '../../../../shared/domain/photo/photo-refused.ts';
import { buildJpeg, buildPng, exif, joinPng, plain, pngChunk, pngHeader, segment } from '../../../support/photos.ts';

function refusal(bytes: Uint8Array): PhotoRefused {
  try {
    checkPhoto(bytes);
  } catch (error) {
    if (error instanceof PhotoRefused) return error;
    throw error;
  }
  throw new Error('this photo was taken');
}

/** A JPEG whose frame claims another size than its data has. */
function claiming(width: number, height: number, frame = 0xc0): Uint8Array {
  const bytes = Buffer.from(buildJpeg(plain(8, 8)));
  const at = bytes.indexOf(Uint8Array.of(0xff, 0xc0));
  bytes[at + 1] = frame;
  bytes.writeUInt16BE(height, at + 5);
  bytes.writeUInt16BE(width, at + 7);
  return new Uint8Array(bytes);
}

/** A JPEG that goes over its picture so often; all scans but the first are the same. */
function withScans(count: number, ...between: readonly Uint8Array[]): Uint8Array {
  const whole = buildJpeg(plain(8, 8));
  const scan = whole.subarray(Buffer.from(whole).indexOf(Uint8Array.of(0xff, 0xda)), -2);
  const more = Array.from({ length: count - 1 }, () => [...between, scan]).flat();
  return new Uint8Array(Buffer.concat([whole.subarray(0, -2), ...more, Uint8Array.of(0xff, 0xd9)]));
}

/** The same in colours of four components, as printers take them. */
function printed(bytes: Uint8Array): Uint8Array {
  const frame = Buffer.from(bytes).indexOf(Uint8Array.of(0xff, 0xc0));
  const end = frame + 2 + (bytes[frame + 2] ?? 0) * 256 + (bytes[frame + 3] ?? 0);
  const [height, width] = [bytes.subarray(frame + 5, frame + 7), bytes.subarray(frame + 7, frame + 9)];
  const components = [1, 2, 3, 4].flatMap((id) => [id, 0x11, 0]);
  const four = segment(0xc0, Uint8Array.of(8, ...height, ...width, 4, ...components));
  return new Uint8Array(Buffer.concat([bytes.subarray(0, frame), four, bytes.subarray(end)]));
}

describe('checkPhoto', () => {
  it('reads type and size of a JPEG and of a PNG', () => {
    expect(checkPhoto(buildJpeg(plain(40, 24)))).toEqual({ type: 'image/jpeg', width: 40, height: 24, orientation: 1 });
    expect(checkPhoto(buildPng(plain(7, 5)))).toEqual({ type: 'image/png', width: 7, height: 5, orientation: 1 });
  });

  it.each(['II', 'MM'] as const)('reads the orientation of EXIF in byte order %s', (order) => {
    const read = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (value) => checkPhoto(buildJpeg(plain(8, 8), exif(value, order))).orientation,
    );
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes a photo whose EXIF is garbled as upright', () => {
    const cut = segment(0xe1, exif(6).subarray(4, 20));
    const foreign = segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x/>'));
    expect(
      [cut, foreign, exif(9), exif(0)].map((app1) => checkPhoto(buildJpeg(plain(8, 8), app1)).orientation),
    ).toEqual([1, 1, 1, 1]);
  });

  it('goes by the first bytes, whatever a file is called', () => {
    expect(photoTypeOf(Uint8Array.of(0xff, 0xd8, 0xff))).toBe('image/jpeg');
    const others = ['', 'GIF89a', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'RIFF....WEBP', '%PDF-1.7'];
    expect(others.map((text) => refusal(Buffer.from(text)).reason)).toEqual(others.map(() => 'not-a-photo'));
  });

  it('refuses a pixel flood by its header, naming size and limit', () => {
    const png = joinPng(pngHeader(65_000, 65_000), pngChunk('IDAT', new Uint8Array(4)));
    expect([refusal(png).reason, refusal(claiming(60_000, 60_000)).reason]).toEqual([
      'too-many-pixels',
      'too-many-pixels',
    ]);
    expect(refusal(png).message).toBe(
      'the photo has 65000×65000 pixels, more than the 51 million allowed; upload it at a lower resolution',
    );
    expect(refusal(png).zh).toContain('5100 万像素');
  });

  it('takes the largest photo of a telephone', () => {
    expect(checkPhoto(claiming(8160, 6144))).toMatchObject({ width: 8160, height: 6144 });
  });

  it('refuses a photo that decodes to more than 8 bits a channel would, naming both', () => {
    const deep = (width: number, height: number) =>
      joinPng(pngHeader(width, height, 16, 6), pngChunk('IDAT', new Uint8Array(4)));
    expect(refusal(deep(7000, 7000))).toMatchObject({
      reason: 'too-costly',
      zh: '照片解码后为 392 MB，超过上限 204 MB（每通道 8 位的照片不会超过），请另存为普通 JPEG 后再上传',
      message:
        'the photo decodes to 392 MB, more than the 204 MB allowed, which one of 8 bits a channel keeps to; save the photo as an ordinary JPEG and upload that',
    });
    expect(checkPhoto(deep(5000, 5100)).width).toBe(5000);
    expect(checkPhoto(joinPng(pngHeader(8500, 6000), pngChunk('IDAT', new Uint8Array(4)))).width).toBe(8500);
    expect([refusal(printed(claiming(8160, 6144))).reason, checkPhoto(printed(claiming(6144, 6144))).width]).toEqual([
      'too-costly',
      6144,
    ]);
  });

  it('refuses a JPEG that goes over its picture more than a hundred times', () => {
    expect(checkPhoto(withScans(MAX_SCANS)).width).toBe(8);
    expect(refusal(withScans(MAX_SCANS + 1))).toMatchObject({
      reason: 'too-costly',
      zh: '照片分 100 遍以上逐步显示，超过上限，请另存为普通 JPEG 后再上传',
    });
    const comment = segment(0xfe, Uint8Array.of(0xff, 0xd9));
    expect(refusal(withScans(MAX_SCANS + 1, comment)).reason).toBe('too-costly');
  });

  it('takes for scans neither what stands in a segment nor what a telephone appends', () => {
    const marks = new Uint8Array(500).map((_, index) => (index % 2 === 0 ? 0xff : 0xda));
    expect(checkPhoto(Buffer.concat([withScans(2, segment(0xfe, marks)), marks])).width).toBe(8);
  });

  it('refuses a JPEG cut off anywhere', () => {
    const whole = buildJpeg(plain(16, 16), exif(6));
    const cuts = Array.from({ length: whole.length - 4 }, (_, index) => index + 3);
    expect(cuts.filter((length) => refusal(whole.subarray(0, length)).reason !== 'damaged')).toEqual([]);
  });

  it('does not take the end mark of a thumbnail inside EXIF for the end of the photo', () => {
    const thumbnail = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), buildJpeg(plain(8, 8))]));
    const whole = buildJpeg(plain(16, 16), thumbnail);
    expect(checkPhoto(whole).width).toBe(16);
    expect(refusal(whole.subarray(0, -2)).message).toContain('JPEG EOI');
  });

  it('refuses a PNG cut off anywhere', () => {
    const whole = buildPng(plain(9, 9));
    const cuts = Array.from({ length: whole.length - 8 }, (_, index) => index + 8);
    expect(cuts.filter((length) => refusal(whole.subarray(0, length)).reason !== 'damaged')).toEqual([]);
  });

  it('refuses sizes of nothing and files without a picture', () => {
    const files = [claiming(0, 8), claiming(8, 0), joinPng(pngHeader(0, 4)), joinPng(pngHeader(4, 4)), joinPng()];
    expect(files.map((file) => refusal(file).reason)).toEqual(files.map(() => 'damaged'));
  });

  it('refuses a second frame, which could be larger than the first', () => {
    const frame = segment(0xc0, Uint8Array.of(8, 255, 255, 255, 255, 1, 1, 17, 0));
    expect(refusal(buildJpeg(plain(8, 8), frame)).message).toContain('JPEG SOF');
  });

  it('asks for an ordinary JPEG where the kind is rare', () => {
    const two = segment(0xc0, Uint8Array.of(8, 0, 8, 0, 8, 2, 1, 0x11, 0, 2, 0x11, 0));
    const bytes = Buffer.concat([Uint8Array.of(0xff, 0xd8), two, buildJpeg(plain(8, 8)).subarray(2)]);
    expect(refusal(bytes).message).toContain('JPEG, 2 components');
    expect(refusal(claiming(8, 8, 0xc3))).toMatchObject({ reason: 'unsupported' });
    expect(refusal(claiming(8, 8, 0xc3)).message).toContain('JPEG SOF3');
  });

  it('takes data behind the end of a photo, as telephones append it', () => {
    const moving = Buffer.concat([buildJpeg(plain(8, 8)), Buffer.from('MotionPhoto_Data')]);
    expect(checkPhoto(moving).width).toBe(8);
  });
});
