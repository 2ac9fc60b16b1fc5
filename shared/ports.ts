import type { Instant } from './domain/instant.ts';

/** The stage's time: the real clock when serving, a virtual one in rehearsals, replays and tests. */
export interface Clock {
  now(): Instant;
}

/** Randomness: seeded in rehearsals and tests, cryptographic when serving. */
export interface Ids {
  /** A new unique id that sorts by creation, with a readable prefix. */
  next(prefix: string): string;
  /** 128 random bits, base64url, for links and sessions. */
  token(): string;
}

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/**
 * One stored item. `due` is the sparse index: an item without it is not found there.
 * `version` is 1 at the first put and grows by one with each further put.
 */
export interface Item<Body = unknown> extends ItemKey {
  readonly version: number;
  readonly body: Body;
  readonly due?: ItemKey;
}

/** An item to write; the store sets the version from the condition. */
export type ItemDraft<Body = unknown> = Omit<Item<Body>, 'version'>;

export type WriteAction =
  /** Fails if an item with this key exists. */
  | { readonly put: ItemDraft; readonly when: 'absent' }
  /** Fails if the stored version is another. */
  | { readonly put: ItemDraft; readonly when: { readonly version: number } }
  | { readonly delete: ItemKey; readonly when: { readonly version: number } }
  /** Adds to a number in the body's field and creates the item with 0 first where it is missing; grows the version. */
  | { readonly add: ItemKey; readonly field: string; readonly amount: number };

export interface QueryRange {
  /** Inclusive lower bound of the sort key. */
  readonly from?: string;
  /** Exclusive upper bound of the sort key. */
  readonly to?: string;
  readonly limit?: number;
  readonly cursor?: string;
  /** Newest first. */
  readonly descending?: boolean;
}

export interface Page<Body = unknown> {
  readonly items: ReadonlyArray<Item<Body>>;
  /** Present where more may follow; hand it back unchanged with the same range. */
  readonly cursor?: string;
}

/** Names the action of a `transact` whose condition did not hold; nothing of that call was written. */
export class ConditionFailed extends Error {
  readonly action: number;
  constructor(action: number, key: ItemKey) {
    super(`the item ${key.pk} / ${key.sk} was not in the state this write needs; read it again and decide anew`);
    this.name = 'ConditionFailed';
    this.action = action;
  }
}

/** As small as DynamoDB's own strengths, so that both stages behave alike. Reads see every acknowledged write. */
export interface ItemStore {
  get<Body>(key: ItemKey): Promise<Item<Body> | undefined>;
  /** By partition in sort-key order; `due` reads the sparse index (with whole items). */
  query<Body>(index: 'main' | 'due', partition: string, range?: QueryRange): Promise<Page<Body>>;
  /** All or nothing, 1 to 100 actions on distinct keys. Throws `ConditionFailed`. */
  transact(actions: readonly WriteAction[]): Promise<void>;
}

/** Where bulletins and photos lie. Paths use `/` and never leave the archive. */
export interface Archive {
  /** Writes once: the same bytes again are a success, other bytes under the same path throw. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  get(path: string): Promise<Uint8Array | undefined>;
  list(prefix: string): Promise<readonly string[]>;
}

export interface ShortMessage {
  /** Stable over retries, for carriers that deduplicate. */
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

/** Sends one SMS. A rejection by the carrier throws `CarrierRefused`; any other error leaves the outcome unknown. */
export interface Carrier {
  send(message: ShortMessage): Promise<{ readonly carrierId: string }>;
}

/** The carrier said no before taking the message: it is certain that nothing was sent. */
export class CarrierRefused extends Error {
  override readonly name = 'CarrierRefused';
}
