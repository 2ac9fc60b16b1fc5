import { existsSync, readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const SALT_BYTES = 8;

/**
 * How many frames of a SQLite write-ahead log lie behind its last commit: more than none means that the process died
 * between the first and the last page of a transaction. Layout: https://sqlite.org/fileformat2.html#walformat
 */
export function uncommittedFrames(walFile: string): number {
  const wal = existsSync(walFile) ? readFileSync(walFile) : Buffer.alloc(0);
  if (wal.length < HEADER_BYTES) return 0;
  const frameBytes = FRAME_HEADER_BYTES + wal.readUInt32BE(8);
  const salt = wal.subarray(16, 16 + SALT_BYTES);
  let behind = 0;
  for (let at = HEADER_BYTES; at + FRAME_HEADER_BYTES <= wal.length; at += frameBytes) {
    // Frames of an earlier round of the log carry another salt.
    if (!wal.subarray(at + 8, at + 8 + SALT_BYTES).equals(salt)) break;
    const commits = wal.readUInt32BE(at + 4) !== 0 && at + frameBytes <= wal.length;
    behind = commits ? 0 : behind + 1;
  }
  return behind;
}
