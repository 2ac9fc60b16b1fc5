import type { ContactRole, RungName } from '../domain/campaign/vocabulary.ts';
import type { MessageState } from '../domain/escalation/receipt.ts';
import type { Instant } from '../domain/instant.ts';
import type { ItemKey, ItemStore, Refusal, WriteAction } from '../ports.ts';
import { allItems, behind } from './pages.ts';

/** One escalation to one contact: decided with its rung in one write, sent later, alone or in a digest. */
export interface OutboxEntry {
  /** `problem.life.step.revision.role`: the same rung can't be decided or sent twice. */
  readonly id: string;
  readonly campaign: string;
  readonly unit: string;
  readonly role: ContactRole;
  readonly rung: RungName;
  readonly step: string;
  readonly sheet?: 'blue' | 'orange' | 'red';
  /** Absent for an urging that belongs to a task or a missed gate, not a problem. */
  readonly problem?: string;
  /** The occurrence of a task, as in `weekly-report~3`. */
  readonly task?: string;
  readonly gate?: string;
  readonly life: number;
  readonly revision: number;
  readonly dueAt: Instant;
  readonly decidedAt: Instant;
  /** Not before the sending window opens. */
  readonly releaseAt: Instant;
  readonly state: 'pending' | 'bundled' | 'dropped' | 'undeliverable';
  /** The message that carries it, once bundled. */
  readonly message?: string;
  /** Why it was dropped or can't be delivered. */
  readonly reason?: string;
}

/** One SMS. */
export interface Message {
  readonly id: string;
  readonly campaign: string;
  readonly unit: string;
  readonly role: ContactRole;
  /** The gravest rung it carries, and the earliest due date. */
  readonly rung: RungName;
  readonly sheet?: 'blue' | 'orange' | 'red';
  readonly dueAt: Instant;
  /** How many escalations it carries. */
  readonly entries: number;
  readonly phoneMasked: string;
  /** SHA-256 of the number, cut short, by which caps count. */
  readonly number: string;
  readonly at: Instant;
  readonly state: MessageState;
  /** As sent, with the link's token left out; absent before. */
  readonly text?: string;
  readonly parts?: number;
  readonly carrierId?: string;
  readonly reason?: string;
  /** Of a refused message: the kind of reason. */
  readonly refusal?: Refusal;
}

export interface Stored<Body> {
  readonly body: Body;
  readonly version: number;
}

const entryKey = (campaign: string, id: string): ItemKey => ({ pk: `OUTBOX#${campaign}`, sk: id });
const messageKey = (campaign: string, id: string): ItemKey => ({ pk: `MESSAGE#${campaign}`, sk: id });
const sendPartition = (campaign: string): string => `SEND#${campaign}`;
const inFlightPartition = (campaign: string): string => `INFLIGHT#${campaign}`;

function entryDraft(entry: OutboxEntry) {
  const due =
    entry.state === 'pending' ? { pk: sendPartition(entry.campaign), sk: `${entry.releaseAt}#${entry.id}` } : undefined;
  return { ...entryKey(entry.campaign, entry.id), body: entry, ...(due && { due }) };
}

/** In flight a message is found by its state, afterwards by the number it went to, for the carrier's receipts. */
function messageDraft(message: Message) {
  const inFlight = message.state === 'gathering' || message.state === 'sending';
  const due = inFlight
    ? { pk: inFlightPartition(message.campaign), sk: message.id }
    : { pk: `NUMBER#${message.number}`, sk: `${message.at}#${message.id}` };
  return { ...messageKey(message.campaign, message.id), body: message, due };
}

export interface Outbox {
  /** Belongs into the write that decides the rung. */
  write(entry: OutboxEntry): WriteAction;
  rewrite(stored: Stored<OutboxEntry>, change: Partial<OutboxEntry>): WriteAction;
  /** Pending and released at or before `now`, oldest first. */
  released(campaign: string, now: Instant): Promise<ReadonlyArray<Stored<OutboxEntry>>>;
  nextReleaseAt(campaign: string): Promise<Instant | undefined>;
  /** In the order of their ids; `after` continues behind an id. */
  entries(campaign: string, after?: string): AsyncGenerator<OutboxEntry>;
  writeMessage(message: Message): WriteAction;
  rewriteMessage(stored: Stored<Message>, change: Partial<Message>): WriteAction;
  /** For a message of which nothing was sent. */
  discardMessage(stored: Stored<Message>): WriteAction;
  /** The escalations that a message carries. Reads the whole outbox of the campaign: for recoveries only. */
  carriedBy(message: Message): Promise<ReadonlyArray<Stored<OutboxEntry>>>;
  message(campaign: string, id: string): Promise<Stored<Message> | undefined>;
  inFlight(campaign: string): Promise<ReadonlyArray<Stored<Message>>>;
  /** The message to a number from `since` on that the carrier took under this id. */
  sentAs(number: string, carrierId: string, since: Instant): Promise<Stored<Message> | undefined>;
  /** In the order of their ids; `after` continues behind an id. */
  messages(campaign: string, after?: string): AsyncGenerator<Message>;
}

export function createOutbox(items: ItemStore): Outbox {
  const collect = async <Body>(partition: string, to?: string): Promise<Array<Stored<Body>>> => {
    const found: Array<Stored<Body>> = [];
    for await (const item of allItems<Body>(items, 'due', partition, to ? { to } : {})) found.push(item);
    return found;
  };
  return {
    write: (entry) => ({ put: entryDraft(entry), when: 'absent' }),
    rewrite: ({ body, version }, change) => ({ put: entryDraft({ ...body, ...change }), when: { version } }),
    released: (campaign, now) => collect(sendPartition(campaign), `${now}$`),
    async nextReleaseAt(campaign) {
      const page = await items.query('due', sendPartition(campaign), { limit: 1 });
      return page.items[0]?.due?.sk.slice(0, 24);
    },
    async *entries(campaign, after) {
      for await (const item of allItems<OutboxEntry>(items, 'main', `OUTBOX#${campaign}`, behind(after)))
        yield item.body;
    },
    writeMessage: (message) => ({ put: messageDraft(message), when: 'absent' }),
    rewriteMessage: ({ body, version }, change) => ({ put: messageDraft({ ...body, ...change }), when: { version } }),
    discardMessage: ({ body, version }) => ({ delete: messageKey(body.campaign, body.id), when: { version } }),
    async carriedBy({ campaign, id }) {
      const carried: Array<Stored<OutboxEntry>> = [];
      for await (const item of allItems<OutboxEntry>(items, 'main', `OUTBOX#${campaign}`)) {
        if (item.body.message === id) carried.push(item);
      }
      return carried;
    },
    message: (campaign, id) => items.get(messageKey(campaign, id)),
    inFlight: (campaign) => collect(inFlightPartition(campaign)),
    async sentAs(number, carrierId, since) {
      for await (const item of allItems<Message>(items, 'due', `NUMBER#${number}`, { from: since })) {
        if (item.body.carrierId === carrierId) return item;
      }
      return undefined;
    },
    async *messages(campaign, after) {
      for await (const item of allItems<Message>(items, 'main', `MESSAGE#${campaign}`, behind(after))) yield item.body;
    },
  };
}
