import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Carrier, Clock } from '../ports.ts';
import type { Durability } from './durability.ts';
import { writeOnce } from './write-once.ts';

const OWNER_ONLY = 0o600;
const MAX_NAME_LENGTH = 200;

/**
 * The carrier of the embedded stage: one JSON file a message in the outbox folder, for whatever sends from there. It is
 * the one place outside the contacts where a phone number is written out, so only the owner can read it.
 */
export function createFolderCarrier(options: {
  readonly folder: string;
  readonly clock: Clock;
  readonly durability: Durability;
}): Carrier {
  const { folder, clock, durability } = options;
  return {
    async send({ id, to, text }) {
      const name = `${fileNameOf(id)}.json`;
      const message = `${JSON.stringify({ id, to, text, at: clock.now() }, null, 2)}\n`;
      // A message that lies there already was sent before an answer got lost: sending it again is done.
      await writeOnce(join(folder, name), Buffer.from(message), { durability, mode: OWNER_ONLY });
      return { carrierId: name };
    },
  };
}

/** The id where it can be a file name, else its digest: the same id always gives the same name. */
function fileNameOf(id: string): string {
  const name = encodeURIComponent(id);
  return name.length <= MAX_NAME_LENGTH ? name : createHash('sha256').update(id).digest('hex');
}
