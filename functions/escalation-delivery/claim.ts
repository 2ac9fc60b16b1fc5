import { RUNGS } from '../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { ConditionFailed, type WriteAction } from '../../shared/ports.ts';
import type { Owed } from '../../shared/stores/escalation-entry.ts';
import { type Carried, claimId, type Message, type Stored } from '../../shared/stores/outbox.ts';
import type { Services } from '../services.ts';

/** The gravest rung of a bundle and its earliest due date. */
export function summarise(entries: readonly [Owed, ...Owed[]]): Pick<Message, 'rung' | 'sheet' | 'dueAt'> {
  const gravest = entries.reduce((a, b) => (RUNGS.indexOf(b.rung) > RUNGS.indexOf(a.rung) ? b : a));
  const dueAt = entries.map((entry) => entry.dueAt).toSorted()[0] ?? gravest.dueAt;
  return { rung: gravest.rung, dueAt, ...(gravest.sheet && { sheet: gravest.sheet }) };
}

/** An escalation as its message keeps it. */
export function asCarried({ campaign: _, unit: __, role: ___, state: ____, token: _____, ...carried }: Owed): Carried {
  return carried;
}

/**
 * Claims the further escalations of a digest for the message of the first, each by itself; those that somebody else has
 * claimed are left out. Should this delivery die before the message is there, the claims lapse: it is certain that
 * nothing was sent.
 */
export async function claimOthers(
  [first, ...others]: readonly [Owed, ...Owed[]],
  at: Instant,
  services: Services,
): Promise<{ readonly claimed: readonly [Owed, ...Owed[]]; readonly taken: readonly Owed[] }> {
  const message = claimId(first);
  const got = await Promise.all(others.map((owed) => written(services.outbox.claimFor(message, owed, at), services)));
  return {
    claimed: [first, ...others.filter((_, index) => got[index])],
    taken: others.filter((_, index) => !got[index]),
  };
}

/** Gives the claims for a digest back, of which it is certain that it was not sent. */
export async function giveUpOthers([, ...others]: readonly Owed[], services: Services): Promise<void> {
  for (const owed of others) await written(services.outbox.giveUp(owed.campaign, claimId(owed), 1), services);
}

/** False where somebody else has claimed an escalation of it. */
export const claimMessage = (message: Message, services: Services): Promise<boolean> =>
  written(services.outbox.claim(message), services);

/** A message that was just claimed. */
export const justClaimed = (body: Message): Stored<Message> => ({ body, version: 1 });

/** False where the item is not in the state that the write needs. */
async function written(action: WriteAction, { items }: Services): Promise<boolean> {
  try {
    await items.transact([action]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}
