import type { Derivatives } from '../../functions/photo-intake/derive-photo.ts';
import { takeInPhoto } from '../../functions/photo-intake/take-in-photo.ts';
import { hashOfDerivative, originalPath } from '../../shared/domain/photo/photo-paths.ts';
import { PHOTO_TYPES } from '../../shared/domain/photo/photo-type.ts';
import type { Archive } from '../../shared/ports.ts';

/**
 * An archive that makes what is shown of a photo when it is first asked for, and keeps it: so nothing is owed after a
 * stop, and a photo that nobody looks at costs nothing. One at a time, since a large one needs much memory.
 */
export function photoArchive(archive: Archive, derive: (bytes: Uint8Array) => Promise<Derivatives>): Archive {
  const underWay = new Map<string, Promise<void>>();
  let queue: Promise<void> = Promise.resolve();

  const prepare = (sha256: string): Promise<void> => {
    const waiting = underWay.get(sha256);
    if (waiting) return waiting;
    const turn = queue.then(async () => {
      for (const type of PHOTO_TYPES) await takeInPhoto(originalPath(sha256, type), { archive, derive });
    });
    const done = turn.finally(() => underWay.delete(sha256));
    underWay.set(sha256, done);
    // Whoever asked is told of a failure; the next in the queue has nothing to do with it.
    queue = done.catch(() => undefined);
    return done;
  };

  return {
    put: (path, bytes) => archive.put(path, bytes),
    list: (prefix) => archive.list(prefix),
    async get(path) {
      const found = await archive.get(path);
      const sha256 = found ? undefined : hashOfDerivative(path);
      if (sha256 === undefined) return found;
      await prepare(sha256);
      return archive.get(path);
    },
  };
}
