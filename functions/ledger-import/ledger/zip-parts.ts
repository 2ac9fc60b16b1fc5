import { inflateRawSync } from 'node:zlib';
import { BadInput } from '../../../shared/domain/bad-input.ts';

/** One part of a zip file, as the list of parts at its end declares it. */
export interface ZipPart {
  readonly name: string;
  /** What it inflates to, in bytes; 0 for a folder. */
  readonly inflated: number;
  readonly packed: number;
  readonly isDeflated: boolean;
  /** Where its own header stands. */
  readonly at: number;
}

const END_RECORD = 0x06054b50;
const ENTRY = 0x02014b50;
const END_RECORD_LENGTH = 22;
const ENTRY_LENGTH = 46;
const PART_HEADER_LENGTH = 30;
const MAX_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;
const DEFLATED = 8;

/** All parts that the list at the end of a zip file names. Throws BadInput where it is broken, or hides how large a part is. */
export function zipParts(bytes: Uint8Array): readonly ZipPart[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(view);
  if (end === undefined) throw unreadable('the list of its parts is missing', '缺少内部文件目录');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  // These stand for a list elsewhere, which the reader would follow.
  if (count === 0xffff || at === ZIP64 || view.getUint32(end + 12, true) === ZIP64) throw sizesMissing();
  const parts: ZipPart[] = [];
  while (parts.length < count) {
    if (at + ENTRY_LENGTH > bytes.length || view.getUint32(at, true) !== ENTRY) throw listBroken();
    parts.push(readEntry(view, at));
    at += ENTRY_LENGTH + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

function readEntry(view: DataView, at: number): ZipPart {
  const packed = view.getUint32(at + 20, true);
  const inflated = view.getUint32(at + 24, true);
  const named = view.getUint16(at + 28, true);
  if (at + ENTRY_LENGTH + named > view.byteLength) throw listBroken();
  const name = Buffer.from(view.buffer, view.byteOffset + at + ENTRY_LENGTH, named).toString();
  // A size of zero makes the reader look for another size inside the part, which nothing bounds.
  const hidden = inflated === 0 && !name.endsWith('/');
  if (hidden || packed === ZIP64 || inflated === ZIP64) throw sizesMissing();
  return {
    name,
    inflated,
    packed,
    isDeflated: view.getUint16(at + 10, true) === DEFLATED,
    at: view.getUint32(at + 42, true),
  };
}

/**
 * The bytes of a part; undefined where it goes on beyond its declared size, at which the reader of workbooks stops as well.
 * Throws BadInput where it is damaged.
 */
export function inflatePart(bytes: Uint8Array, { at, packed, inflated, isDeflated }: ZipPart): Buffer | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + PART_HEADER_LENGTH > bytes.length) throw listBroken();
  const start = at + PART_HEADER_LENGTH + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(start, start + packed);
  if (!isDeflated) return data;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, inflated) });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw unreadable('a part of it is damaged', '内部文件损坏');
  }
}

/** The end record stands last, behind it only a comment of at most 64 kB. */
function findEndRecord(view: DataView): number | undefined {
  const last = view.byteLength - END_RECORD_LENGTH;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return undefined;
}

const listBroken = (): BadInput => unreadable('the list of its parts is broken', '内部文件目录损坏');
const sizesMissing = (): BadInput => unreadable('it does not say how large its parts are', '没有写明内部文件的大小');

const unreadable = (en: string, zh: string): BadInput =>
  new BadInput({
    zh: `这个 .xlsx 文件${zh}，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。`,
    en: `this .xlsx file cannot be read: ${en}; open it in Excel or WPS, save it as .xlsx and try again.`,
  });
