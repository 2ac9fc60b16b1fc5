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
 * Takes the room of an SMS below the caps, or gives the cap that leaves none. Where another delivery took room in the
 * same moment it looks again. A write by itself, before the SMS is claimed: the caps hold whatever becomes of the claim.
 */
export async function reserve(sms: Reservation, caps: Caps, { items, quota }: Desk): Promise<Cap | undefined> {
  for (let tries = 1; ; tries++) {
    const room = await quota.reserve(sms, caps);
    if ('reached' in room) return room.reached;
    if (await written(room.writes, 0, items, tries)) return undefined;
  }
}

/**
 * Gives the room an SMS took back, in one write with `notes`, which say that it was not sent; none where it was never
 * claimed. A note that fails by itself throws `ConditionFailed`, and no room is given back.
 */
export async function giveBack(
  notes: readonly WriteAction[],
  sms: Reservation,
  caps: Caps,
  { items, quota }: Desk,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const writes = await quota.release(sms, caps);
    if (await written([...notes, ...writes], notes.length, items, tries)) return;
  }
}

/** False where only the room was contended. */
async function written(
  actions: readonly WriteAction[],
  notes: number,
  items: ItemStore,
  tries: number,
): Promise<boolean> {
  try {
    await items.transact(actions);
    return true;
  } catch (error) {
    if (!(error instanceof ConditionFailed) || error.action < notes || tries >= TRIES) throw error;
    return false;
  }
}
