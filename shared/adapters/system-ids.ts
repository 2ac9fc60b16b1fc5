import { randomBytes } from 'node:crypto';
import type { Clock, Ids } from '../ports.ts';
import { createSortableIds } from './sortable-id.ts';

/** Ids and tokens nobody can guess or repeat, for serving. */
export const createSystemIds = (clock: Clock): Ids => ({
  next: createSortableIds(clock, () => randomBytes(6).toString('hex')),
  token: () => randomBytes(16).toString('base64url'),
});
