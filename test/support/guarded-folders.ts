import type { FolderAccess } from '../../infra/constructs/archive.ts';
import type { Archive, DownloadDesk, UploadDesk } from '../../shared/ports.ts';

/** Folders of a bucket by what was done with their files. */
export type UsedFolders = Readonly<Record<keyof FolderAccess, Set<string>>>;

/** The archive and its desks as a function of the cloud stage reaches them. */
export interface GuardedFolders {
  readonly archive: Archive;
  readonly downloads: DownloadDesk;
  readonly uploads: UploadDesk;
}

const NOT_SENT = { url: 'https://bucket.example.org/file', expiresAt: '2026-03-02T01:15:00.000Z' };

/**
 * The archive as a function of the cloud stage reaches it: it is refused folders that its rights do not name, as IAM would,
 * and what it does is noted. An address that a desk gives carries the rights of the function that signed it.
 */
export function guardFolders(archive: Archive, who: string, rights: FolderAccess, used: UsedFolders): GuardedFolders {
  const demand = (what: keyof FolderAccess, path: string): void => {
    const [folder = ''] = path.split('/');
    if (!(rights[what] ?? []).includes(folder)) throw new Error(`${who} has no right to ${folder} in its ${what}`);
    used[what].add(folder);
  };
  return {
    archive: {
      async put(path, bytes) {
        demand('writes', path);
        // What is there already is read, to see whether it is the same.
        demand('reads', path);
        return archive.put(path, bytes);
      },
      async get(path) {
        demand('reads', path);
        return archive.get(path);
      },
      // Every function may list the bucket it has a folder in, so that it can tell what is not there.
      list: (prefix) => archive.list(prefix),
    },
    downloads: {
      async offer({ path }) {
        demand('reads', path);
        return NOT_SENT;
      },
    },
    uploads: {
      async invite({ path }) {
        demand('writes', path);
        return { method: 'PUT', headers: {}, ...NOT_SENT };
      },
    },
  };
}
