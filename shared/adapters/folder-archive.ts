import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Archive } from '../ports.ts';
import { ArchiveConflict, checkArchivePath, checkArchivePrefix, folderOf } from './archive-path.ts';
import type { Durability } from './durability.ts';
import { isFileError, writeOnce } from './write-once.ts';

/** The archive of the embedded stage: a folder that holds each document as a file under its path. */
export function createFolderArchive(options: { readonly folder: string; readonly durability: Durability }): Archive {
  const { folder, durability } = options;
  const get = async (path: string) => {
    checkArchivePath(path);
    return readIfThere(join(folder, path));
  };
  return {
    get,
    async put(path, bytes) {
      checkArchivePath(path);
      if (await writeOnce(join(folder, path), bytes, { durability })) return;
      const stored = await get(path);
      if (stored === undefined || Buffer.compare(stored, bytes) !== 0) throw new ArchiveConflict(path);
    },
    async list(prefix) {
      checkArchivePrefix(prefix);
      const files = await filesBelow(join(folder, folderOf(prefix)));
      const paths = files.map((file) => relative(folder, file).split(sep).join('/'));
      return paths.filter((path) => path.startsWith(prefix)).sort();
    },
  };
}

async function readIfThere(file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (isFileError(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) return undefined;
    throw error;
  }
}

/** A name with a dot in front is a draft, or something of the operating system's, and no document. */
async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (isFileError(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}
