import { type Instant, toMs } from '../domain/instant.ts';
import type { Item, ItemKey, ItemStore, Refusal } from '../ports.ts';

/**
 * What a gateway did with a message. It holds neither number nor text. `withdrawn`: nothing was sent, and the gateway
 * will not send it any more, however often the queue brings it.
 */
export interface GatewayMark {
  readonly state: 'claimed' | 'accepted' | 'refused' | 'unknown' | 'withdrawn';
  readonly at: Instant;
  readonly carrierId?: string;
  readonly reason?: string;
  readonly refusal?: Refusal;
}

/** Longer than a function of the gateway's may run: a claim from before then belongs to one that died. */
const DEAD_AFTER_MS = 5 * 60_000;

/** Whether a function of the gateway's may still be at the message. */
export const isUnderWay = ({ state, at }: GatewayMark, now: Instant): boolean =>
  state === 'claimed' && toMs(now) - toMs(at) < DEAD_AFTER_MS;

/** A message as it was made once: told anew it has the same id, made at another time. */
export interface Made {
  readonly campaign: string;
  readonly id: string;
  readonly at: Instant;
}

const markKey = ({ campaign, id, at }: Made): ItemKey => ({ pk: `GATEWAY#${campaign}`, sk: `${id}#${at}` });

/**
 * Marks that a message is given to a gateway, written before it is, so that no repeat of the queue's sends it twice. Who
 * writes the first mark decides: the gateway that it is sent, or whoever withdraws it that it never will be.
 */
export interface GatewayBook {
  find(message: Made): Promise<Item<GatewayMark> | undefined>;
  /** Throws `ConditionFailed` where somebody else was faster. */
  claim(message: Made, at: Instant): Promise<void>;
  /** Throws `ConditionFailed` where somebody else was faster. */
  withdraw(message: Made, mark: GatewayMark): Promise<void>;
  /** What came of a claim, of version 1. */
  settle(message: Made, mark: GatewayMark): Promise<void>;
  /** Lifts a claim of which it is certain that nothing was sent. */
  lift(message: Made): Promise<void>;
}

export function createGatewayBook(items: ItemStore): GatewayBook {
  const first = (message: Made, body: GatewayMark) =>
    items.transact([{ put: { ...markKey(message), body }, when: 'absent' }]);
  return {
    find: (message) => items.get(markKey(message)),
    claim: (message, at) => first(message, { state: 'claimed', at }),
    withdraw: first,
    settle: (message, mark) => items.transact([{ put: { ...markKey(message), body: mark }, when: { version: 1 } }]),
    lift: (message) => items.transact([{ delete: markKey(message), when: { version: 1 } }]),
  };
}
