import { hash } from 'node:crypto';
import * as z from 'zod';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { MAX_FILE_BYTES } from './ledger/read-table.ts';

/** A file as the notice of the bucket names it. */
export const dropSchema = z.object({
  /** `import/<campaign>/<file>` */
  key: z.string().min(1),
  size: z.int().min(0),
  etag: z.string().min(1),
  /** Grows with each file put under one key, so that the same file put again is another drop. */
  sequencer: z.string().min(1),
});
export type Drop = z.infer<typeof dropSchema>;

/** Where a ledger was dropped, and so what it is meant for. */
export interface DropPlace {
  readonly campaign: string;
  readonly file: string;
}

/** The same for however many notices of one drop. */
export const dropId = ({ key, sequencer }: Drop): string => hash('sha256', `${key}\n${sequencer}`).slice(0, 16);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAFE = /[\u0000-\u001f\u007f\\/:*?"<>|]/g;
const LONGEST_FILE_NAME = 80;

/** A name that a folder of the archive can bear, as near to the given one as it gets. */
export const plainName = (name: string): string =>
  name
    .toWellFormed()
    .replaceAll(UNSAFE, '_')
    .slice(0, LONGEST_FILE_NAME)
    .replace(/^[\s.]+|[\s.]+$/g, '') || '_';

/** What the key says, be it right or not; a report needs a place in either case. */
export function placeOf({ key }: Drop): DropPlace {
  const names = key.split('/').slice(1);
  return { campaign: names.length === 2 ? (names[0] ?? '') : '_', file: names.at(-1) ?? '' };
}

/** Throws BadInput where no ledger is taken from such a place, or none of that size. */
export function checkDrop({ key, size }: Drop): void {
  const names = key.split('/');
  if (names.length !== 3 || names.some((name) => plainName(name) !== name)) {
    throw new BadInput({
      zh: `不能从“${key}”导入：请放到 import/<行动编号>/<文件名>，文件名不超过 ${LONGEST_FILE_NAME} 字，不含 \\ : * ? " < > |`,
      en: `nothing is imported from "${key}": put the file at import/<campaign>/<file>, its name at most ${LONGEST_FILE_NAME} characters without \\ : * ? " < > |`,
    });
  }
  if (size > MAX_FILE_BYTES) {
    throw new BadInput({
      zh: `台账有 ${size} 字节，上限 ${MAX_FILE_BYTES}；请按时间拆成几个文件。`,
      en: `the ledger has ${size} bytes, the limit is ${MAX_FILE_BYTES}; split it by time into several files.`,
    });
  }
}
