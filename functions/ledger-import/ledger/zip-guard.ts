import { BadInput } from '../../../shared/domain/bad-input.ts';
import { zipParts } from './zip-parts.ts';

/** What all parts of a workbook may inflate to; a million-row ledger takes about a quarter of it. */
export const MAX_INFLATED_BYTES = 500_000_000;

/**
 * Refuses a workbook that declares more than `maxBytes`, or that hides what it inflates to. The reader
 * stops each part at its declared size, so the sum of the declared sizes bounds the memory that a file can claim.
 * Throws BadInput.
 */
export function refuseZipBomb(bytes: Uint8Array, maxBytes = MAX_INFLATED_BYTES): void {
  const inflated = zipParts(bytes).reduce((sum, part) => sum + part.inflated, 0);
  if (inflated > maxBytes) throw tooLarge(inflated, maxBytes);
}

const tooLarge = (inflated: number, maxBytes: number): BadInput =>
  new BadInput({
    zh: `这个 .xlsx 文件解压后有 ${inflated} 字节，上限 ${maxBytes}；请按时间拆成几个文件。`,
    en: `this .xlsx file inflates to ${inflated} bytes, the limit is ${maxBytes}; split it by time into several files.`,
  });
