import { readFile, stat } from 'node:fs/promises';
import { BadInput } from '../../../shared/domain/bad-input.ts';
import type { Bilingual } from '../../../shared/domain/bilingual.ts';

/** The whole file, at most `maxBytes` of it. `what` names the file's role; throws BadInput where it can't be read or is larger. */
export async function readBounded(file: string, maxBytes: number, what: Bilingual, remedy: Bilingual): Promise<Buffer> {
  const unreadable = (error: unknown): never => {
    throw new BadInput(notRead(file, what, error), { cause: error });
  };
  const { size } = await stat(file).catch(unreadable);
  if (size > maxBytes)
    throw new BadInput({
      zh: `${what.zh} ${file} 有 ${size} 字节，上限 ${maxBytes}；${remedy.zh}`,
      en: `the ${what.en} ${file} has ${size} bytes, the limit is ${maxBytes}; ${remedy.en}`,
    });
  return readFile(file).catch(unreadable);
}

function notRead(file: string, what: Bilingual, error: unknown): Bilingual {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return {
    zh: `读不到${what.zh} ${file}（${code}）；请检查路径和权限。`,
    en: `the ${what.en} ${file} cannot be read (${code}); check the path and its permissions.`,
  };
}
