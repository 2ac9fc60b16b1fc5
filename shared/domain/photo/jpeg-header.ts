import { readOrientation } from './exif-orientation.ts';
import { damaged, tooCostly, unsupported } from './photo-refused.ts';
import type { MeasuredHeader } from './photo-type.ts';

type Frame = Omit<MeasuredHeader, 'orientation'>;

interface Segment {
  readonly marker: number;
  readonly payload: Uint8Array;
  readonly end: number;
}

/**
 * How often a progressive JPEG may go over the picture. Cameras and editors write about ten scans; one that says “nothing
 * new here” takes 76 bytes of the file and, at fifty million pixels, many milliseconds.
 */
export const MAX_SCANS = 100;

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;
/** Baseline, extended and progressive: what cameras write. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Lossless, hierarchical and arithmetic frames; the three values left out between them are tables. */
const RARE_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** What 0xff is followed by within a scan: nothing, a fill byte, restart marks. */
const WITHIN_SCAN = new Set([0, 0xff, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7]);
/** Grey, colour, and what printers take. */
const COMPONENTS = new Set([1, 3, 4]);

/**
 * Size and orientation from the segments of a JPEG (ITU-T T.81, annex B); what the scans hold is passed over unread.
 * Throws `PhotoRefused`.
 */
export function readJpegHeader(bytes: Uint8Array): MeasuredHeader {
  let frame: Frame | undefined;
  let orientation: MeasuredHeader['orientation'] | undefined;
  for (const { marker, payload } of segments(bytes)) {
    if (RARE_FRAMES.has(marker)) throw unsupported(`JPEG SOF${marker - 0xc0}`);
    if (FRAMES.has(marker)) {
      if (frame) throw damaged('JPEG SOF');
      frame = readFrame(payload);
    }
    // The first one counts: an editor that adds its own puts it behind.
    if (marker === APP1) orientation ??= readOrientation(payload);
  }
  if (!frame) throw damaged('JPEG SOF');
  return { ...frame, orientation: orientation ?? 1 };
}

/** All segments up to the end mark, which a telephone's own data may follow. */
function* segments(bytes: Uint8Array): Generator<Segment> {
  let scans = 0;
  for (let at = 2; bytes[at + 1] !== END_OF_IMAGE; ) {
    const segment = readSegment(bytes, at);
    yield segment;
    at = segment.end;
    if (segment.marker !== START_OF_SCAN) continue;
    scans += 1;
    if (scans > MAX_SCANS) throw tooManyScans();
    at = endOfScan(bytes, at);
  }
  if (scans === 0) throw damaged('JPEG SOS');
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

function readFrame(payload: Uint8Array): Frame {
  const [, heightHigh = 0, heightLow = 0, widthHigh = 0, widthLow = 0, components = 0] = payload;
  const size = { width: widthHigh * 256 + widthLow, height: heightHigh * 256 + heightLow };
  if (size.width === 0 || size.height === 0) throw damaged('JPEG SOF');
  if (!COMPONENTS.has(components)) throw unsupported(`JPEG, ${components} components`);
  return { ...size, bytesPerPixel: components };
}

/** Where the marker behind a scan stands. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && !WITHIN_SCAN.has(next)) return at;
  }
  throw damaged('JPEG EOI');
}

const tooManyScans = () =>
  tooCostly({
    zh: `照片分 ${MAX_SCANS} 遍以上逐步显示，超过上限`,
    en: `the photo builds up in more than the ${MAX_SCANS} scans allowed`,
  });
