import { BadInput } from '../../../shared/domain/bad-input.ts';

/** The encodings an office's ledger is kept in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** What a mapping may name; `utf-16` leaves the byte order to the file. */
export type NamedEncoding = Encoding | 'utf-16' | 'auto';

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** Present where the mapping named an encoding that fits, while the bytes look more like another. */
  readonly looksLike?: Encoding;
}

/** How much text is tried at once when the faulty byte is looked for. */
const CHUNK_BYTES = 65_536;

const NAMES: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
  gb18030: 'GB18030',
};

/**
 * Bytes as text, without a byte order mark. `auto` tries the mark, then the zero bytes that only UTF-16 has, then
 * UTF-8, then GB18030 (any GBK or GB2312 text is valid GB18030).
 * Throws BadInput where the named encoding, or with `auto` every encoding, does not fit the bytes.
 */
export function decodeText(bytes: Uint8Array, name: NamedEncoding): DecodedText {
  const likely = detect(bytes);
  if (name === 'auto') {
    if (likely) return likely;
    throw undecodable(bytes);
  }
  const named = name === 'utf-16' ? utf16Order(bytes) : name;
  if (likely?.encoding === named) return likely;
  const marked = byteOrderMark(bytes);
  const text = marked === undefined || marked === named ? strictText(bytes, named) : undefined;
  if (text === undefined) throw misnamed(bytes, named, likely?.encoding);
  // Plain ASCII reads the same in all but UTF-16, so it looks like nothing else.
  const differs = likely !== undefined && likely.text !== text;
  return { text, encoding: named, ...(differs && { looksLike: likely.encoding }) };
}

/** The name a person knows the encoding by. */
export const encodingName = (encoding: Encoding): string => NAMES[encoding];

function detect(bytes: Uint8Array): DecodedText | undefined {
  for (const encoding of [byteOrderMark(bytes), zeroBytePattern(bytes), 'utf-8', 'gb18030'] as const) {
    const text = encoding && strictText(bytes, encoding);
    if (encoding && text !== undefined) return { text, encoding };
  }
  return undefined;
}

function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** A table without a mark still has separators and line ends, whose other byte is zero in UTF-16 and never in UTF-8 or GB18030. */
function zeroBytePattern(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  const end = Math.min(bytes.length, 65_536);
  for (let at = 0; at < end; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === odd) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

const utf16Order = (bytes: Uint8Array): Encoding =>
  [byteOrderMark(bytes), zeroBytePattern(bytes)].find((order) => order === 'utf-16be') ?? 'utf-16le';

function strictText(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // A fatal decoder has one reason to throw: bytes that are not of this encoding.
    return undefined;
  }
}

/** Where the first character begins that the encoding cannot take, be it wrong or cut off by the file's end. */
function firstFault(bytes: Uint8Array, encoding: Encoding): { offset: number; line: number } {
  let line = 1;
  for (let start = 0; start < bytes.length; ) {
    const chunk = bytes.subarray(start, chunkEnd(bytes, start, encoding));
    const text = strictText(chunk, encoding);
    if (text === undefined) {
      const good = goodPrefix(chunk, encoding);
      return { offset: start + good, line: line + lineEnds(strictText(chunk.subarray(0, good), encoding) ?? '') };
    }
    line += lineEnds(text);
    start += chunk.length;
  }
  return { offset: bytes.length, line };
}

/** A chunk ends behind a line end, which is a character of its own in each encoding, so that none is cut in two. */
function chunkEnd(bytes: Uint8Array, start: number, encoding: Encoding): number {
  const lineEnd = Buffer.from(encoding === 'utf-16le' ? [10, 0] : encoding === 'utf-16be' ? [0, 10] : [10]);
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = all.indexOf(lineEnd, start + CHUNK_BYTES);
  while (at >= 0 && (at - start) % lineEnd.length !== 0) at = all.indexOf(lineEnd, at + 1);
  return at < 0 ? bytes.length : at + lineEnd.length;
}

/** The longest prefix that decodes: halved down to the byte that breaks it, then back to where its character begins. */
function goodPrefix(chunk: Uint8Array, encoding: Encoding): number {
  let good = 0;
  let bad = chunk.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (takesPrefix(chunk.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  while (good > 0 && strictText(chunk.subarray(0, good), encoding) === undefined) good -= 1;
  return good;
}

const lineEnds = (text: string): number => text.split('\n').length - 1;

function takesPrefix(prefix: Uint8Array, encoding: Encoding): boolean {
  try {
    // Streaming: a character cut off at the end of the prefix is not yet an error.
    new TextDecoder(encoding, { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function misnamed(bytes: Uint8Array, named: Encoding, likely: Encoding | undefined): BadInput {
  const { zh, en } = whereBad(bytes, named);
  const name = NAMES[named];
  const looks = likely === undefined ? undefined : NAMES[likely];
  return new BadInput({
    zh: `对照表写明编码为 ${name}，但文件内容不符：${zh}。${looks ? `看起来是 ${looks}；请把 encoding 改为 ${likely} 或 auto。` : '也不像 UTF-8、UTF-16 或 GB18030；请重新导出文件。'}`,
    en: `the mapping names the encoding ${name}, which does not fit the file: ${en}. ${looks ? `It looks like ${looks}; set encoding to ${likely} or auto.` : 'It does not look like UTF-8, UTF-16 or GB18030 either; export the file again.'}`,
  });
}

function undecodable(bytes: Uint8Array): BadInput {
  const utf8 = whereBad(bytes, 'utf-8');
  const gb = whereBad(bytes, 'gb18030');
  return new BadInput({
    zh: `认不出文件的编码：UTF-8 不符（${utf8.zh}），GB18030 也不符（${gb.zh}）。请从表格软件另存为 CSV UTF-8 或 .xlsx 再试。`,
    en: `the file's encoding is not recognised: not UTF-8 (${utf8.en}), not GB18030 (${gb.en}). Save it from the spreadsheet program as CSV UTF-8 or .xlsx and try again.`,
  });
}

function whereBad(bytes: Uint8Array, encoding: Encoding): { zh: string; en: string } {
  const { offset, line } = firstFault(bytes, encoding);
  const hex = `0x${(bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
  return {
    zh: `第 ${line} 行、字节偏移 ${offset} 处的 ${hex} 无法解读`,
    en: `byte ${hex} at offset ${offset}, line ${line}, cannot be read`,
  };
}
