import { damaged } from './photo-refused.ts';
import type { MeasuredHeader } from './photo-type.ts';

/** One chunk of a PNG with its frame of length, name and checksum. */
export interface PngChunk {
  readonly name: string;
  readonly data: Uint8Array;
  readonly framed: Uint8Array;
}

const SIGNATURE_BYTES = 8;
/** Length and name in front, a checksum behind. */
const FRAME_BYTES = 12;
/** By colour type; of a palette each pixel names one entry. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The chunks of a PNG up to its end mark (ISO 15948, clause 5). Throws `PhotoRefused` where one is cut short. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = SIGNATURE_BYTES;
  for (let name = ''; name !== 'IEND'; ) {
    if (at + FRAME_BYTES > bytes.length) throw damaged('PNG IEND');
    const end = at + FRAME_BYTES + view.getUint32(at);
    name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) throw damaged(`PNG ${name}`);
    yield { name, data: bytes.subarray(at + 8, end - 4), framed: bytes.subarray(at, end) };
    at = end;
  }
}

/** Size and depth from the first chunk, and that the file goes on to its end. Throws `PhotoRefused`. */
export function readPngHeader(bytes: Uint8Array): MeasuredHeader {
  const [first, ...rest] = pngChunks(bytes);
  if (first?.name !== 'IHDR' || first.data.length !== 13) throw damaged('PNG IHDR');
  if (!rest.some(({ name }) => name === 'IDAT')) throw damaged('PNG IDAT');
  const view = new DataView(first.data.buffer, first.data.byteOffset, first.data.length);
  const size = { width: view.getUint32(0), height: view.getUint32(4) };
  const channels = CHANNELS[view.getUint8(9)];
  if (size.width === 0 || size.height === 0 || channels === undefined) throw damaged('PNG IHDR');
  return { ...size, orientation: 1, bytesPerPixel: channels * Math.ceil(view.getUint8(8) / 8) };
}
