import type { Orientation } from './photo-type.ts';

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const LITTLE_ENDIAN = 0x4949;
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/** The orientation in an APP1 segment; nothing where it is no EXIF, says nothing of it, or is garbled: a photo is shown all the same. */
export function readOrientation(payload: Uint8Array): Orientation | undefined {
  if (!EXIF.every((byte, index) => payload[index] === byte)) return undefined;
  try {
    const tiff = new DataView(payload.buffer, payload.byteOffset + EXIF.length, payload.length - EXIF.length);
    return searchDirectory(tiff);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The first directory of TIFF 6.0, which EXIF keeps it in. Throws a RangeError where it points outside. */
function searchDirectory(tiff: DataView): Orientation | undefined {
  const little = tiff.getUint16(0) === LITTLE_ENDIAN;
  const directory = tiff.getUint32(4, little);
  const entries = tiff.getUint16(directory, little);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * ENTRY_BYTES;
    if (tiff.getUint16(entry, little) === ORIENTATION_TAG) return asOrientation(tiff.getUint16(entry + 8, little));
  }
  return undefined;
}

const asOrientation = (value: number): Orientation | undefined =>
  value >= 1 && value <= 8 ? (value as Orientation) : undefined;
