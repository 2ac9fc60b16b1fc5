import { createHash } from 'node:crypto';
import type { Archive } from '../ports.ts';
import { ArchiveConflict, checkArchivePath, checkArchivePrefix } from './archive-path.ts';

/** What an archive asks of a bucket. */
export interface S3Objects {
  /** False where the path is taken. S3 checks the digest (base64), so that bytes spoilt on the way are never kept. */
  putNew(path: string, bytes: Uint8Array, digest: string): Promise<boolean>;
  get(path: string): Promise<Uint8Array | undefined>;
  list(prefix: string): Promise<readonly string[]>;
}

/** An archive in a bucket where nothing is overwritten. Errors of S3 pass through. */
export function archiveOf(objects: S3Objects): Archive {
  return {
    async put(path, bytes) {
      checkArchivePath(path);
      if (await objects.putNew(path, bytes, sha256(bytes))) return;
      const stored = await objects.get(path);
      if (stored === undefined || sha256(stored) !== sha256(bytes)) throw new ArchiveConflict(path);
    },
    async get(path) {
      checkArchivePath(path);
      return objects.get(path);
    },
    async list(prefix) {
      checkArchivePrefix(prefix);
      return [...(await objects.list(prefix))].sort();
    },
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
