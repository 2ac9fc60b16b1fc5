import type { Instant } from './domain/instant.ts';

/** The stage's time: the real clock when serving, a virtual one in rehearsals, replays and tests. */
export interface Clock {
  now(): Instant;
  /**
   * For whoever awaits an instant of this clock in a service that knows only its own time: when to look again, by that
   * time. A clock without it is the service's own.
   */
  reaches?(instant: Instant): Instant;
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
 * `version` is 1 at the first write and grows by one with each further one.
 * `body` is plain JSON, at most 350 KB of it, nested at most 30 deep: what JSON drops is dropped, the order of its fields
 * is not kept. It has no place for a number beyond ±(2^53 − 1) or a field whose name is empty.
 */
export interface Item<Body = unknown> extends ItemKey {
  readonly version: number;
  readonly body: Body;
  readonly due?: ItemKey;
}

/** An item to write; the store sets the version from the condition. */
export type ItemDraft<Body = unknown> = Omit<Item<Body>, 'version'>;

export type WriteAction =
  /** `absent` fails if an item with this key exists, a version if the stored one is another. */
  | { readonly put: ItemDraft; readonly when: 'absent' | { readonly version: number } }
  | { readonly delete: ItemKey; readonly when: { readonly version: number } };

export interface QueryRange {
  /** Inclusive lower bound of the sort key. Keys are ordered by their UTF-8 bytes. */
  readonly from?: string;
  /** Exclusive upper bound of the sort key. */
  readonly to?: string;
  /** At most so many items a page; 1000 where it is not said. */
  readonly limit?: number;
  readonly cursor?: string;
  /** Newest first. */
  readonly descending?: boolean;
  /** Chooses items by their sort key, before anything else of them is read. */
  readonly only?: (sortKey: string) => boolean;
}

export interface Page<Body = unknown> {
  readonly items: ReadonlyArray<Item<Body>>;
  /**
   * Present where more may follow; hand it back unchanged with the same range. A page with a cursor holds at least one
   * item but may be shorter than its limit, and the page after it may be empty.
   */
  readonly cursor?: string;
}

/** Names the action of a `transact` whose condition did not hold; nothing of that call was written. */
export class ConditionFailed extends Error {
  /** The workflow's retries know it by this name. */
  override readonly name = 'ConditionFailed';
  readonly action: number;
  constructor(action: number, key: ItemKey) {
    super(`the item ${key.pk} / ${key.sk} was not in the state this write needs; read it again and decide anew`);
    this.name = 'ConditionFailed';
    this.action = action;
  }
}

/** A cursor that this query never gave out: a link cut short, or one carried over to another range. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
  constructor(cursor: string) {
    super(`the cursor "${cursor.slice(0, 40)}" does not belong to this query; start again without one`);
  }
}

/**
 * As small as DynamoDB's own strengths, so that both stages behave alike. Reads see every acknowledged write, save one:
 * in the cloud the `due` index follows within moments, so an item may be missing from it that was written just now.
 * Writing what was decided on an item under the version that was read is the rule, and `ConditionFailed` then means
 * “look again”.
 */
export interface ItemStore {
  get<Body>(key: ItemKey): Promise<Item<Body> | undefined>;
  /**
   * By partition in sort-key order; `due` reads the sparse index, where items of one sort key come in an order that is
   * steady but not promised, and then the items themselves, as they are now: one that has left its place in the index
   * meanwhile is not given. Throws `InvalidCursor`.
   */
  query<Body>(index: 'main' | 'due', partition: string, range?: QueryRange): Promise<Page<Body>>;
  /**
   * All or nothing, 1 to 100 actions on distinct keys with at most 3.5 MB of bodies together. Throws `ConditionFailed`.
   * Any other error after sending leaves the outcome unknown in the cloud: read before trying again.
   */
  transact(actions: readonly WriteAction[]): Promise<void>;
}

/** Where bulletins and photos lie. Paths use `/` and never leave the archive. */
export interface Archive {
  /** Writes once: the same bytes again are a success, other bytes under the same path throw. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  get(path: string): Promise<Uint8Array | undefined>;
  list(prefix: string): Promise<readonly string[]>;
}

/** What subscribers of a topic choose messages by. */
export interface MessageAttributes {
  readonly campaign: string;
  readonly league: string;
  readonly rung: string;
  readonly unit: string;
}

/** A file that somebody is about to put straight into the archive: these bytes and no others. */
export interface ExpectedFile {
  readonly path: string;
  /** Its media type. */
  readonly type: string;
  /** In bytes. */
  readonly length: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** How to send an expected file: this one request, with these headers as they are. */
export interface UploadInvitation {
  readonly method: 'PUT';
  /** Whole, or a path on the API's own address. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAt: Instant;
}

/** Lets files into the archive past the functions, which take no large bodies. */
export interface UploadDesk {
  invite(file: ExpectedFile): Promise<UploadInvitation>;
}

/** A file of the archive as somebody is to get it. */
export interface OfferedFile {
  readonly path: string;
  /** Its media type. */
  readonly type: string;
  /** Under which it is saved. */
  readonly name: string;
}

/** An address that hands out one file to whoever has it, for a short time. */
export interface DownloadOffer {
  /** Whole, or a path on the API's own address. */
  readonly url: string;
  readonly expiresAt: Instant;
}

/** Hands files out past the functions, whose answers hold no large ones. */
export interface DownloadDesk {
  offer(file: OfferedFile): Promise<DownloadOffer>;
}

export interface ShortMessage {
  /** Stable over retries, for carriers that deduplicate. */
  readonly id: string;
  /** When it was made: one that is told anew, since nothing was sent, bears the same id and another time. */
  readonly at: Instant;
  readonly to: string;
  readonly text: string;
  readonly attributes?: MessageAttributes;
  /** The values that stand in the text, for carriers that send registered templates only. */
  readonly params?: Readonly<Record<string, string>>;
}

/** What a carrier says of a message it took. */
export interface Taken {
  readonly carrierId: string;
  /** Who has it now, where that is not the carrier itself: a gateway, which will report, or others, who will not. */
  readonly passedTo?: 'gateway' | 'others';
}

/**
 * Sends one SMS. A rejection by the carrier throws `CarrierRefused`, one that will pass `CarrierBusy`; any other error
 * leaves the outcome unknown.
 */
export interface Carrier {
  send(message: ShortMessage): Promise<Taken>;
}

/** Why a carrier refuses, as far as somebody other than the sender has to act on it. */
export const REFUSALS = ['opted-out', 'spend-limit', 'quota', 'number', 'template', 'access', 'other'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The carrier said no before taking the message: it is certain that nothing was sent. */
export class CarrierRefused extends Error {
  override readonly name = 'CarrierRefused';
  readonly refusal: Refusal;
  constructor(message: string, refusal: Refusal = 'other') {
    super(message);
    this.refusal = refusal;
  }
}

/** The carrier takes nothing for now: it is certain that nothing was sent, and trying again later may do. */
export class CarrierBusy extends Error {
  override readonly name = 'CarrierBusy';
}

/** What an execution of the workflow walks: one revision of one campaign's agenda. */
export interface Walk {
  readonly campaign: string;
  readonly revision: number;
}

/** The executions of the campaigns' workflow, where a service of the stage's keeps them. */
export interface Workflows {
  /** The names of those that are under way; one that was started or stopped a moment ago may be missing or still there. */
  running(): Promise<readonly string[]>;
  /** Starts one, once for each name: a name that was ever used is left as it is. */
  start(name: string, walk: Walk): Promise<void>;
  /** Ends one that is under way; one that has ended is left as it is. */
  stop(name: string): Promise<void>;
}
