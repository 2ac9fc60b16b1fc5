import { readOrientation } from './exif-orientation.ts';
import { damaged, unsupported } from './photo-refused.ts';
import type { PhotoHeader } from './photo-type.ts';

type JpegHeader = Omit<PhotoHeader, 'type'>;
type Size = Pick<JpegHeader, 'width' | 'height'>;

interface Segment {
  readonly marker: number;
  readonly payload: Uint8Array;
  readonly end: number;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;
/** Baseline, extended and progressive: what cameras write. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Lossless, hierarchical and arithmetic frames; the three values left out between them are tables. */
const RARE_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/** Size and orientation from the segments in front of the first scan (ITU-T T.81, annex B). Throws `PhotoRefused`. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  let size: Size | undefined;
  let orientation: JpegHeader['orientation'] | undefined;
  let at = 2;
  for (;;) {
    const { marker, payload, end } = readSegment(bytes, at);
    if (marker === START_OF_SCAN) return finish(bytes, end, size, orientation);
    if (RARE_FRAMES.has(marker)) throw unsupported(`JPEG SOF${marker - 0xc0}`);
    if (FRAMES.has(marker)) {
      if (size) throw damaged('JPEG SOF');
      size = readSize(payload);
    }
    // The first one counts: an editor that adds its own puts it behind.
    if (marker === APP1) orientation ??= readOrientation(payload);
    at = end;
  }
}

function readSegment(bytes: Uint8Array, start: number): Segment {
  if (bytes[start] !== 0xff) throw damaged('JPEG header');
  let at = start + 1;
  // Any number of fill bytes may stand in front of a marker.
  while (bytes[at] === 0xff) at += 1;
  const [marker, high, low] = bytes.subarray(at, at + 3);
  if (marker === undefined || high === undefined || low === undefined) throw damaged('JPEG header');
  const end = at + 1 + high * 256 + low;
  if (end > bytes.length || end < at + 3) throw damaged('JPEG header');
  return { marker, payload: bytes.subarray(at + 3, end), end };
}

function readSize(payload: Uint8Array): Size {
  const [, heightHigh = 0, heightLow = 0, widthHigh = 0, widthLow = 0] = payload;
  const size = { width: widthHigh * 256 + widthLow, height: heightHigh * 256 + heightLow };
  if (size.width === 0 || size.height === 0) throw damaged('JPEG SOF');
  return size;
}

function finish(
  bytes: Uint8Array,
  scanAt: number,
  size: Size | undefined,
  orientation: JpegHeader['orientation'] = 1,
): JpegHeader {
  if (!size) throw damaged('JPEG SOF');
  if (!hasEnd(bytes, scanAt)) throw damaged('JPEG EOI');
  return { ...size, orientation };
}

/** Within a scan 0xff is always followed by 0 or a restart marker, so this pair can't be picture. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === END_OF_IMAGE) return true;
  }
  return false;
}
