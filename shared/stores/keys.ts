import { hash } from 'node:crypto';

/** Partitions that grow with a campaign are spread over so many, the same everywhere. */
export const SHARDS = 8;

/** A short stable hash for keys: 16 hex digits of SHA-256. */
export const shortHash = (text: string): string => hash('sha256', text).slice(0, 16);

/** The shard of an id, 0 to SHARDS − 1. */
export function shardOf(id: string): number {
  let sum = 0;
  for (let index = 0; index < id.length; index++) sum = (sum * 31 + id.charCodeAt(index)) >>> 0;
  return sum % SHARDS;
}

export const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);
