import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../../infra/local/cli/output-folder.ts';
import { temporaryFolders } from '../../../support/temporary-folder.ts';

const temporary = temporaryFolders();

describe('makeFolder', () => {
  it('makes the folders above too, and is content with one that is there', async () => {
    const folder = join(temporary(), '结果 一', 'a');
    await makeFolder(folder);
    await makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });
  it('names the folder, the reason and what to do where it can not be made', async () => {
    const file = join(temporary(), 'file');
    writeFileSync(file, '');
    const error = {
      name: 'BadInput',
      text: { zh: expect.stringContaining('请换一个文件夹'), en: expect.stringContaining(file) },
    };
    await expect(makeFolder(file)).rejects.toMatchObject(error);
    await expect(makeFolder(join(file, 'below'))).rejects.toMatchObject(error);
  });
});
