import { S3Refused } from './s3-light-archive.ts';
import type { S3Requests } from './s3-requests.ts';

/** A file of the bucket as a notice named it. */
export interface NoticedFile {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  readonly etag: string;
}

/** The bytes of a file, for as long as it is the one that was noticed; undefined once it was replaced or deleted. */
export type S3Download = (file: NoticedFile) => Promise<Uint8Array | undefined>;

/** In bytes: each piece comes well within the time that a request may take. */
const PIECE = 16_000_000;
const AT_ONCE = 4;
const PARTIAL = 206;
/** It is gone, it is another one, or it ends earlier. */
const CHANGED: readonly number[] = [404, 412, 416];

/** Downloads a large file in pieces, several at a time. Throws `S3Refused`. */
export function createS3Download(s3: Pick<S3Requests, 'send'>, piece = PIECE): S3Download {
  return async ({ key, size, etag }) => {
    const bytes = new Uint8Array(size);
    const load = async (from: number): Promise<boolean> => {
      const range = `bytes=${from}-${Math.min(from + piece, size) - 1}`;
      const answer = await s3.send({ method: 'GET', path: key, headers: { range, 'if-match': `"${etag}"` } });
      if (CHANGED.includes(answer.status)) return false;
      if (answer.status !== PARTIAL) throw new S3Refused(`hand out ${range} of ${key}`, answer);
      bytes.set(answer.body, from);
      return true;
    };
    for (let first = 0; first < size; first += AT_ONCE * piece) {
      const starts = Array.from({ length: AT_ONCE }, (_, index) => first + index * piece);
      const loaded = await Promise.all(starts.filter((from) => from < size).map(load));
      if (loaded.includes(false)) return undefined;
    }
    return bytes;
  };
}
