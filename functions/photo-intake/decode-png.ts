import { inflateSync } from 'node:zlib';
import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import { damaged, PhotoRefused, unsupported } from '../../shared/domain/photo/photo-refused.ts';
import { type PngChunk, pngChunks } from '../../shared/domain/photo/png-header.ts';
import type { Pixels } from './pixels.ts';

const SIGNATURE_BYTES = 8;
/** What makes up the picture. Everything else is left out unread: texts and profiles are packed, and may unfold too. */
const PICTURE = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const CHANNELS = [1, 2, 3, 4] as const;
const MAX_CHANNELS = 4;

/** The picture in a PNG. Throws `PhotoRefused` where its data is damaged, or holds more than its header says. */
export function decodePng(bytes: Uint8Array): Pixels {
  const chunks = [...pngChunks(bytes)].filter(({ name }) => PICTURE.has(name));
  demandNoMore(chunks);
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  try {
    const picture = Buffer.concat([signature, ...chunks.map(({ framed }) => framed)]);
    return toPixels(decode(picture, { checkCrc: true }));
  } catch (error) {
    if (error instanceof PhotoRefused) throw error;
    throw damaged(`PNG: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Unpacks within the bounds of the header first: the decoder itself would go on as long as there is data. */
function demandNoMore(chunks: readonly PngChunk[]): void {
  const header = chunks[0]?.data ?? new Uint8Array();
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  const bits = view.getUint32(0) * (header[8] ?? 0) * MAX_CHANNELS;
  // A filter byte a row; interlacing splits rows, to twice as many at most.
  const maxOutputLength = view.getUint32(4) * 2 * (Math.ceil(bits / 8) + 2);
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data));
  try {
    inflateSync(packed, { maxOutputLength });
  } catch (error) {
    throw damaged(`PNG IDAT: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whatever a PNG can hold, as 8 bits a channel. */
function toPixels(png: DecodedPng): Pixels {
  const { width, height } = png;
  if (png.palette) {
    return { width, height, channels: png.palette[0]?.length === 4 ? 4 : 3, data: bytesOf(convertIndexedToRgb(png)) };
  }
  if (png.depth < 8) throw unsupported(`PNG, ${png.depth} bit`);
  const channels = CHANNELS.find((known) => known === png.channels);
  if (channels === undefined) throw damaged('PNG IHDR');
  return { width, height, channels, data: bytesOf(png.data) };
}

/** The samples, of 16 bits the upper half, in the memory where they lie: a large picture has no room for a second copy. */
function bytesOf(samples: DecodedPng['data']): Uint8Array {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.length);
  if (!(samples instanceof Uint16Array)) return bytes;
  // One by one, as `Uint8Array.from` would list them all first: beyond a hundred million the process ends. What is
  // written lies in front of what is yet to be read.
  for (let at = 0; at < samples.length; at += 1) bytes[at] = (samples[at] ?? 0) >> 8;
  return bytes;
}
