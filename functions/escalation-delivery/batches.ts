import type { Owed } from '../../shared/stores/escalation-entry.ts';
import { asCarried, type Batch } from './claim.ts';

/** A message is one item with all it carries, which holds 350 KB: so many escalations and bytes leave room for the rest of it. */
const MOST_CARRIED = { entries: 500, bytes: 250 * 1024 } as const;

const bytesOf = (entry: Owed): number => Buffer.byteLength(JSON.stringify(asCarried(entry))) + 1;

/** Several at once become one digest, or more where an item can't hold them; fewer than the campaign says go out one by one. */
export function batches(entries: readonly Owed[], digestFrom: number): readonly Batch[] {
  const most = entries.length >= digestFrom ? MOST_CARRIED.entries : 1;
  const found: Array<[Owed, ...Owed[]]> = [];
  let bytes = 0;
  for (const entry of entries) {
    const last = found.at(-1);
    const own = bytesOf(entry);
    const fits = last && last.length < most && bytes + own <= MOST_CARRIED.bytes;
    if (fits) last.push(entry);
    else found.push([entry]);
    bytes = fits ? bytes + own : own;
  }
  return found;
}
