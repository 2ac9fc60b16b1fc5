import { BadInput } from '../../../shared/domain/bad-input.ts';

/** What all parts of a workbook may inflate to; a million-row ledger takes about a quarter of it. */
export const MAX_INFLATED_BYTES = 500_000_000;

const END_RECORD = 0x06054b50;
const ENTRY = 0x02014b50;
const END_RECORD_LENGTH = 22;
const ENTRY_LENGTH = 46;
const MAX_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;

/**
 * Refuses a workbook that declares more than `maxBytes`, or that hides what it inflates to. The reader
 * stops each part at its declared size, so the sum of the declared sizes bounds the memory that a file can claim.
 * Throws BadInput.
 */
export function refuseZipBomb(bytes: Uint8Array, maxBytes = MAX_INFLATED_BYTES): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndRecord(view);
  if (end === undefined) throw damaged('the list of its parts is missing', '缺少内部文件目录');
  let at = view.getUint32(end + 16, true);
  let inflated = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + ENTRY_LENGTH > bytes.length || view.getUint32(at, true) !== ENTRY)
      throw damaged('the list of its parts is broken', '内部文件目录损坏');
    inflated += declaredSize(view, at);
    at += ENTRY_LENGTH + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (inflated > maxBytes) throw tooLarge(inflated, maxBytes);
}

function declaredSize(view: DataView, at: number): number {
  const packed = view.getUint32(at + 20, true);
  const inflated = view.getUint32(at + 24, true);
  const named = view.getUint16(at + 28, true);
  if (at + ENTRY_LENGTH + named > view.byteLength) throw damaged('the list of its parts is broken', '内部文件目录损坏');
  const isFolder = named > 0 && view.getUint8(at + ENTRY_LENGTH + named - 1) === 0x2f;
  // A size of zero makes the reader look for another size inside the part, which nothing bounds.
  const hidden = inflated === 0 && !isFolder;
  if (hidden || packed === ZIP64 || inflated === ZIP64)
    throw damaged('it does not say how large its parts are', '没有写明内部文件的大小');
  return inflated;
}

/** The end record stands last, behind it only a comment of at most 64 kB. */
function findEndRecord(view: DataView): number | undefined {
  const last = view.byteLength - END_RECORD_LENGTH;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  return undefined;
}

const damaged = (en: string, zh: string): BadInput =>
  new BadInput({
    zh: `这个 .xlsx 文件${zh}，无法读取；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。`,
    en: `this .xlsx file cannot be read: ${en}; open it in Excel or WPS, save it as .xlsx and try again.`,
  });

const tooLarge = (inflated: number, maxBytes: number): BadInput =>
  new BadInput({
    zh: `这个 .xlsx 文件解压后有 ${inflated} 字节，上限 ${maxBytes}；请按时间拆成几个文件。`,
    en: `this .xlsx file inflates to ${inflated} bytes, the limit is ${maxBytes}; split it by time into several files.`,
  });
