import { join } from 'node:path';
import type { Durability } from '../../shared/adapters/durability.ts';
import { StoreFileError } from '../../shared/adapters/sqlite-file.ts';
import { openSqliteItemStore, type SqliteItemStore } from '../../shared/adapters/sqlite-item-store.ts';
import { BadInput } from '../../shared/domain/bad-input.ts';

const REASONS: Readonly<Record<StoreFileError['reason'], (file: string) => string>> = {
  unwritable: (file) => `无法写入 ${file}。请换一个数据文件夹，或检查权限和剩余空间。`,
  'not-ours': (file) => `${file} 不是本系统的数据文件。请换一个数据文件夹。`,
  newer: (file) => `${file} 是更新版本的程序写的。请升级程序，或换一个数据文件夹。`,
};

/** Opens the one SQLite file of a stage's folder. Throws `BadInput` where the folder can't serve. */
export function openStore(folder: string, durability: Durability): SqliteItemStore {
  const file = join(folder, 'stage.db');
  try {
    return openSqliteItemStore({ file, durability });
  } catch (error) {
    if (!(error instanceof StoreFileError)) throw error;
    throw new BadInput({ zh: REASONS[error.reason](file), en: error.message }, { cause: error });
  }
}
