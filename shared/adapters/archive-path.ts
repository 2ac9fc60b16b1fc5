const MAX_PATH_BYTES = 1024;
const MAX_NAME_BYTES = 255;

/** Characters that Windows or a terminal takes for something else: an archive is copied to the machines of auditors. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAFE = /[\u0000-\u001f\u007f\\:*?"<>|]/;

/** Checks that a path stays inside the archive and can be kept in a folder as well as in S3. Throws a RangeError. */
export function checkArchivePath(path: string): void {
  const names = path.split('/');
  const fits = Buffer.byteLength(path) <= MAX_PATH_BYTES && path.isWellFormed() && !UNSAFE.test(path);
  if (fits && names.every(isPlainName)) return;
  throw new RangeError(
    `the archive takes no path "${path.slice(0, 80)}"; join plain names by "/", none of them empty or with a dot in front`,
  );
}

/** Checks a prefix: folders as in a path, then any beginning of a name. Throws a RangeError. */
export function checkArchivePrefix(prefix: string): void {
  if (prefix.includes('/')) checkArchivePath(folderOf(prefix));
}

/** The folders of a prefix, without the slash behind them: `a/b` of `a/b/c`, '' of `c`. */
export const folderOf = (prefix: string): string => prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')));

const isPlainName = (name: string): boolean =>
  name !== '' &&
  !name.startsWith('.') &&
  !name.endsWith('.') &&
  name === name.trim() &&
  Buffer.byteLength(name) <= MAX_NAME_BYTES;

/** Other bytes lie under this path already, and what the archive holds never changes. */
export class ArchiveConflict extends Error {
  override readonly name = 'ArchiveConflict';
  constructor(path: string) {
    super(`the archive already holds other bytes under ${path}; give the new document a path of its own`);
  }
}
