import type { Cap, Caps } from '../domain/escalation/caps.ts';
import { ConditionFailed, type ItemStore, type WriteAction } from '../ports.ts';
import type { Reservation, SendingQuota } from './sending-quota.ts';

/** So many deliveries at once for one number, unit or campaign are more than a stage ever starts. */
const TRIES = 10;

interface Desk {
  readonly items: ItemStore;
  readonly quota: SendingQuota;
}

/**
 * Writes `claim` together with the room it takes below the caps, or gives the cap that leaves none. Where another
 * delivery took room in the same moment it looks again; a claim that fails by itself throws `ConditionFailed`.
 */
export async function reserve(
  claim: readonly WriteAction[],
  sms: Reservation,
  caps: Caps,
  { items, quota }: Desk,
): Promise<Cap | undefined> {
  for (let tries = 1; ; tries++) {
    const room = await quota.reserve(sms, caps);
    if ('reached' in room) return room.reached;
    if (await written([...claim, ...room.writes], claim.length, items, tries)) return undefined;
  }
}

/** Writes that a message was not sent, and gives the room it took back. */
export async function giveBack(
  claim: readonly WriteAction[],
  sms: Reservation,
  caps: Caps,
  { items, quota }: Desk,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const writes = await quota.release(sms, caps);
    if (await written([...claim, ...writes], claim.length, items, tries)) return;
  }
}

/** False where only the room was contended. */
async function written(
  actions: readonly WriteAction[],
  claimed: number,
  items: ItemStore,
  tries: number,
): Promise<boolean> {
  try {
    await items.transact(actions);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailed) || error.action < claimed || tries >= TRIES) throw error;
    return false;
  }
}
