import { createHash } from 'node:crypto';
import type { Clock, Ids } from '../ports.ts';
import { createSortableIds } from './sortable-id.ts';

/**
 * Ids and tokens that follow from the seed and the clock alone, for rehearsals and tests: anyone can work the tokens out.
 * A run that goes on after a stop takes another seed (say, with the number of its start), or it would make ids again.
 */
export function createSeededIds(seed: number | string, clock: Clock): Ids {
  const digest = (text: string) => createHash('sha256').update(`${seed}\n${text}`).digest();
  let tokens = 0;
  return {
    next: createSortableIds(clock, (time, count) => digest(`id ${time} ${count}`).toString('hex', 0, 6)),
    token: () => digest(`token ${tokens++}`).toString('base64url', 0, 16),
  };
}
