import { mkdir } from 'node:fs/promises';
import { BadInput } from '../../../shared/domain/bad-input.ts';

/** Makes a folder for results, with those above it; one that is there already serves too. Throws `BadInput`. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadInput(
      {
        zh: `不能用 ${folder} 作结果文件夹（${code}）。请换一个文件夹，或检查它是否已是文件、有无权限和剩余空间。`,
        en: `${folder} can't be the folder for results (${code}); choose another, or check whether it is a file, its permissions and the space left`,
      },
      { cause: error },
    );
  }
}
