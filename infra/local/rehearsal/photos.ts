import { crc32, deflateSync } from 'node:zlib';
import { storePhoto } from '../../../functions/http/photos.ts';
import type { Archive } from '../../../shared/ports.ts';
import type { World } from './world.ts';

type Colour = readonly [red: number, green: number, blue: number];

const SIZE = 16;
const DIRTY: Colour = [121, 96, 71];
const CLEAN: Colour = [112, 168, 96];
const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** 8 bits a channel, red, green and blue, no interlacing. */
const HEADER_TAIL = [8, 2, 0, 0, 0];

/** One picture of a place before rectification and one after stand for all: what counts is that they can be opened. */
export async function storePhotos(archive: Archive): Promise<World['photos']> {
  return { before: await storePhoto(plainPng(DIRTY), archive), after: await storePhoto(plainPng(CLEAN), archive) };
}

/** A square of one colour. Stored without compression, so that its hash is the same under every zlib. */
export function plainPng(colour: Colour): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  header.set(HEADER_TAIL, 8);
  const row = [0, ...Array.from({ length: SIZE }, () => colour).flat()];
  const pixels = deflateSync(Uint8Array.from(Array.from({ length: SIZE }, () => row).flat()), { level: 0 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', new Uint8Array())]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
