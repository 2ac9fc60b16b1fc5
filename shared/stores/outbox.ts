import type { ContactRole, RungName } from '../domain/campaign/vocabulary.ts';
import type { MessageState } from '../domain/escalation/receipt.ts';
import type { Instant } from '../domain/instant.ts';
import {
  InvalidCursor,
  type ItemDraft,
  type ItemKey,
  type ItemStore,
  type Refusal,
  type WriteAction,
} from '../ports.ts';
import type { OutboxEntry, Owed } from './escalation-entry.ts';
import { tokenHash } from './link-token.ts';
import { allItems } from './pages.ts';

/** An escalation within the message that carries it, which names the campaign, the unit and the role. */
export type Carried = Omit<OutboxEntry, 'campaign' | 'unit' | 'role' | 'state' | 'message' | 'reason'>;

/** One SMS, and the link in it. */
export interface Message {
  /** The hash of its link's token. */
  readonly id: string;
  readonly campaign: string;
  readonly unit: string;
  readonly role: ContactRole;
  /** The gravest rung it carries, and the earliest due date. */
  readonly rung: RungName;
  readonly sheet?: 'blue' | 'orange' | 'red';
  readonly dueAt: Instant;
  /** The escalations it carries, and how many they are. */
  readonly carries: readonly Carried[];
  readonly entries: number;
  readonly phoneMasked: string;
  /** SHA-256 of the number, cut short, by which caps count. */
  readonly number: string;
  readonly at: Instant;
  readonly state: MessageState;
  /** As sent, with the link's token left out. */
  readonly text: string;
  readonly parts: number;
  /** Until when its link opens the unit's tasks. */
  readonly expiresAt: Instant;
  readonly carrierId?: string;
  /** Of one that was passed to a gateway: when to ask what became of it, should nothing have been heard by then. */
  readonly reportBy?: Instant;
  readonly reason?: string;
  /** Of a refused message: the kind of reason. */
  readonly refusal?: Refusal;
}

/** Says of an escalation that another one's message carries it, or will in a moment. */
interface Ticket {
  readonly ticketOf: string;
  readonly at: Instant;
}

/** An escalation that nobody was told of any more. */
interface Dropped {
  readonly dropped: Omit<Owed, 'token' | 'state' | 'freeClaim'>;
  readonly reason: string;
}

/** A claim that was given up, because it is certain that nothing was sent. It is not deleted: its version must not begin anew. */
interface Free {
  readonly free: true;
  /** Of a message that was given up: when it was made. */
  readonly at?: Instant;
}

/** What became of an escalation: the item whose being there forbids every other delivery to tell it. */
export type Claim = Message | Ticket | Dropped | Free;

export interface Stored<Body> {
  readonly body: Body;
  readonly version: number;
}

const partition = (campaign: string): string => `OUTBOX#${campaign}`;
const claimKey = (campaign: string, id: string): ItemKey => ({ pk: partition(campaign), sk: id });

export const isMessage = (claim: Claim): claim is Message => 'carries' in claim;
export const isTicket = (claim: Claim): claim is Ticket => 'ticketOf' in claim;
export const isFree = (claim: Claim): claim is Free => 'free' in claim;

/** The key of an escalation's claim, and of the message where it is told alone. */
export const claimId = ({ token }: Pick<Owed, 'token'>): string => tokenHash(token);

/**
 * What was told to whom, one item a message. Each of these writes stands for itself and is done once: an escalation is
 * told by whoever puts its claim.
 */
export interface Outbox {
  /** Claims an escalation by sending it: fails where it is claimed, or was since its free claim was seen. */
  claim(message: Message, freeClaim?: number): WriteAction;
  /** Claims a further escalation of a digest. */
  claimFor(message: string, owed: Owed, at: Instant): WriteAction;
  drop(owed: Owed, reason: string): WriteAction;
  claimOf(owed: Owed): Promise<Stored<Claim> | undefined>;
  /** The claim with an id, as a message or what was left of it where it was given up. */
  claimWith(campaign: string, id: string): Promise<Stored<Claim> | undefined>;
  /** Gives up the claim of a further escalation of which it is certain that nothing was sent. */
  giveUp(campaign: string, id: string, version: number): WriteAction;
  /** Gives up a message of which it is certain that it was not sent; from then on the claims of its further escalations are void. */
  giveUpMessage(stored: Stored<Message>): WriteAction;
  rewriteMessage(stored: Stored<Message>, change: Partial<Message>): WriteAction;
  message(campaign: string, id: string): Promise<Stored<Message> | undefined>;
  /** All of a campaign in the order they were made, those behind the id `after`. Reads every claim of the campaign. Throws `InvalidCursor`. */
  messages(campaign: string, after?: string): AsyncGenerator<Message>;
  /** Every escalation that was told or dropped, in the order of their ids. Reads every claim of the campaign. */
  told(campaign: string): Promise<readonly OutboxEntry[]>;
}

export function createOutbox(items: ItemStore): Outbox {
  const draft = (campaign: string, id: string, body: Claim): ItemDraft => ({ ...claimKey(campaign, id), body });
  async function* claims(campaign: string): AsyncGenerator<Claim> {
    for await (const { body } of allItems<Claim>(items, 'main', partition(campaign))) yield body;
  }
  return {
    claim: (message, freeClaim) => ({
      put: draft(message.campaign, message.id, message),
      when: whenFree({ freeClaim }),
    }),
    claimFor: (message, owed, at) => ({
      put: draft(owed.campaign, claimId(owed), { ticketOf: message, at }),
      when: whenFree(owed),
    }),
    drop(owed, reason) {
      const { token: _, state: __, freeClaim: ___, ...dropped } = owed;
      return { put: draft(owed.campaign, claimId(owed), { dropped, reason }), when: whenFree(owed) };
    },
    claimOf: (owed) => items.get<Claim>(claimKey(owed.campaign, claimId(owed))),
    claimWith: (campaign, id) => items.get<Claim>(claimKey(campaign, id)),
    giveUp: (campaign, id, version) => ({ put: draft(campaign, id, { free: true }), when: { version } }),
    giveUpMessage: ({ body: { campaign, id, at }, version }) => ({
      put: draft(campaign, id, { free: true, at }),
      when: { version },
    }),
    rewriteMessage: ({ body, version }, change) => ({
      put: draft(body.campaign, body.id, { ...body, ...change }),
      when: { version },
    }),
    async message(campaign, id) {
      const item = await items.get<Claim>(claimKey(campaign, id));
      return item && isMessage(item.body) ? { body: item.body, version: item.version } : undefined;
    },
    async *messages(campaign, after) {
      const all: Message[] = [];
      for await (const claim of claims(campaign)) if (isMessage(claim)) all.push(claim);
      const inOrder = all.toSorted((a, b) => compare(a.at + a.id, b.at + b.id));
      const place = inOrder.findIndex(({ id }) => id === after);
      if (after !== undefined && place < 0) throw new InvalidCursor(after);
      yield* inOrder.slice(place + 1);
    },
    async told(campaign) {
      const entries: OutboxEntry[] = [];
      for await (const claim of claims(campaign)) entries.push(...entriesOf(claim));
      return entries.toSorted((a, b) => compare(a.id, b.id));
    },
  };
}

/** The version of an escalation's claim once this delivery has put it. */
export const claimedVersion = ({ freeClaim = 0 }: Pick<Owed, 'freeClaim'>): number => freeClaim + 1;

const whenFree = ({ freeClaim }: { readonly freeClaim?: number | undefined }) =>
  freeClaim === undefined ? ('absent' as const) : { version: freeClaim };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function entriesOf(claim: Claim): readonly OutboxEntry[] {
  if (isTicket(claim) || isFree(claim)) return [];
  if (!isMessage(claim)) return [{ ...claim.dropped, state: 'dropped', reason: claim.reason }];
  const { campaign, unit, role, id: message } = claim;
  return claim.carries.map((carried) => ({ ...carried, campaign, unit, role, state: 'bundled', message }));
}
