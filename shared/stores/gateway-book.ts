import type { Instant } from '../domain/instant.ts';
import type { Item, ItemKey, ItemStore, Refusal } from '../ports.ts';

/** What a gateway did with a message. It holds neither number nor text. */
export interface GatewayMark {
  readonly state: 'claimed' | 'accepted' | 'refused' | 'unknown';
  readonly at: Instant;
  readonly carrierId?: string;
  readonly reason?: string;
  readonly refusal?: Refusal;
}

const markKey = (campaign: string, message: string): ItemKey => ({ pk: `GATEWAY#${campaign}`, sk: message });

/** Marks that a message was given to a gateway, written before it is, so that no repeat of the queue's sends it twice. */
export interface GatewayBook {
  find(campaign: string, message: string): Promise<Item<GatewayMark> | undefined>;
  /** Throws `ConditionFailed` where somebody else was faster. */
  claim(campaign: string, message: string, at: Instant): Promise<void>;
  /** What came of a claim, of version 1. */
  settle(campaign: string, message: string, mark: GatewayMark): Promise<void>;
  /** Lifts a claim of which it is certain that nothing was sent. */
  lift(campaign: string, message: string): Promise<void>;
}

export function createGatewayBook(items: ItemStore): GatewayBook {
  return {
    find: (campaign, message) => items.get(markKey(campaign, message)),
    claim: (campaign, message, at) =>
      items.transact([{ put: { ...markKey(campaign, message), body: { state: 'claimed', at } }, when: 'absent' }]),
    settle: (campaign, message, mark) =>
      items.transact([{ put: { ...markKey(campaign, message), body: mark }, when: { version: 1 } }]),
    lift: (campaign, message) => items.transact([{ delete: markKey(campaign, message), when: { version: 1 } }]),
  };
}
