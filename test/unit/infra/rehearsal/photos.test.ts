import { hash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { plainPng, storePhotos } from '../../../../infra/local/rehearsal/photos.ts';

const chunksOf = (png: Buffer) => {
  const chunks: Array<{ type: string; data: Buffer; crc: number; expected: number }> = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const end = at + 8 + length;
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({
      type,
      data: png.subarray(at + 8, end),
      crc: png.readUInt32BE(end),
      expected: crc32(png.subarray(at + 4, end)),
    });
    at = end + 4;
  }
  return chunks;
};

describe('plainPng', () => {
  it('is a PNG whose checksums hold and whose pixels have the colour', () => {
    const chunks = chunksOf(Buffer.from(plainPng([10, 20, 30])));
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'IDAT', 'IEND']);
    for (const { crc, expected } of chunks) expect(crc).toBe(expected);
    const [header, pixels] = chunks;
    const [width, height] = [header?.data.readUInt32BE(0) ?? 0, header?.data.readUInt32BE(4) ?? 0];
    const raw = inflateSync(pixels?.data ?? Buffer.alloc(0));
    expect(raw).toHaveLength(height * (1 + 3 * width));
    expect([...raw.subarray(0, 7)]).toEqual([0, 10, 20, 30, 10, 20, 30]);
  });
});

describe('storePhotos', () => {
  it('keeps two different pictures, each under the hash of its bytes', async () => {
    const files = new Map<string, Uint8Array>();
    const { before, after } = await storePhotos({
      put: async (path, bytes) => void files.set(path, bytes),
      get: async (path) => files.get(path),
      list: async () => [...files.keys()],
    });
    expect(before.sha256).not.toBe(after.sha256);
    for (const { path, sha256 } of [before, after]) {
      expect(hash('sha256', files.get(path) ?? new Uint8Array())).toBe(sha256);
    }
  });
});
