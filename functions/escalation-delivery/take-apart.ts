import type { Instant } from '../../shared/domain/instant.ts';
import type { Services } from '../services.ts';
import type { Gathered } from './gather.ts';

/** A write holds 100 actions; one is the message itself. */
const CHUNK = 99;

/**
 * Undoes a message of which nothing was sent: its escalations wait for a delivery from `releaseAt` on. The message goes
 * with the last of them, so that a crash in between leaves it to the next recovery.
 */
export async function takeApart(
  { message, entries }: Gathered,
  releaseAt: Instant,
  { outbox, items }: Pick<Services, 'outbox' | 'items'>,
): Promise<void> {
  const waiting = { state: 'pending', releaseAt, message: undefined } as const;
  const releases = entries.map((entry) => outbox.rewrite(entry, waiting));
  const last = Math.max(0, Math.ceil(releases.length / CHUNK) - 1) * CHUNK;
  for (let from = 0; from < last; from += CHUNK) await items.transact(releases.slice(from, from + CHUNK));
  await items.transact([outbox.discardMessage(message), ...releases.slice(last)]);
}
