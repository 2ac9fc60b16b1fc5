import { RUNGS } from '../../shared/domain/campaign/vocabulary.ts';
import type { Owed } from '../../shared/stores/escalation-entry.ts';
import { type Carried, claimedVersion, claimId, type Message, type Stored } from '../../shared/stores/outbox.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';

/** Escalations to one person that go out in one message. */
export type Batch = readonly [Owed, ...Owed[]];

/** The gravest rung of a bundle and its earliest due date. */
export function summarise(entries: Batch): Pick<Message, 'rung' | 'sheet' | 'dueAt'> {
  const gravest = entries.reduce((a, b) => (RUNGS.indexOf(b.rung) > RUNGS.indexOf(a.rung) ? b : a));
  const dueAt = entries.map((entry) => entry.dueAt).toSorted()[0] ?? gravest.dueAt;
  return { rung: gravest.rung, dueAt, ...(gravest.sheet && { sheet: gravest.sheet }) };
}

/** An escalation as its message keeps it. */
export function asCarried(owed: Owed): Carried {
  const { campaign: _, unit: __, role: ___, state: ____, token: _____, freeClaim: ______, ...carried } = owed;
  return carried;
}

/** A write holds so many claims. */
const CHUNK = 100;

/**
 * Claims all escalations of a batch for one message, in one write; false, and nothing claimed, where somebody else has
 * claimed one of them. Of more than a write holds the first claims go ahead: should this delivery die before the
 * message is there, they lapse, as it is certain that nothing was sent.
 */
export async function claimAll(message: Message, [first, ...others]: Batch, services: Services): Promise<boolean> {
  const { items, outbox } = services;
  const claims = others.map((owed) => outbox.claimFor(message.id, owed, message.at));
  const last = Math.max(0, claims.length - (CHUNK - 1));
  for (let from = 0; from < last; from += CHUNK) {
    if (await tryWrite(items, claims.slice(from, Math.min(from + CHUNK, last)))) continue;
    await giveUp(others.slice(0, from), services);
    return false;
  }
  const isOurs = await tryWrite(items, [outbox.claim(message, first.freeClaim), ...claims.slice(last)]);
  if (!isOurs) await giveUp(others.slice(0, last), services);
  return isOurs;
}

/** Gives claims back for a digest of which it is certain that it was not sent. */
export async function giveUp(claimed: readonly Owed[], { items, outbox }: Services): Promise<void> {
  for (const owed of claimed)
    await tryWrite(items, [outbox.giveUp(owed.campaign, claimId(owed), claimedVersion(owed))]);
}

/** A message that was just claimed. */
export const justClaimed = (body: Message, [first]: Batch): Stored<Message> => ({
  body,
  version: claimedVersion(first),
});
