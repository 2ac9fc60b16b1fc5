import type { Contact, Unit } from '../../shared/domain/campaign/unit-schema.ts';
import { RUNGS } from '../../shared/domain/campaign/vocabulary.ts';
import { maskPhone } from '../../shared/domain/escalation/phone.ts';
import type { Message, OutboxEntry, Stored } from '../../shared/stores/outbox.ts';
import type { Services } from '../services.ts';

/** A write holds 100 actions; one is the message itself. */
const CHUNK = 99;

interface Recipient {
  readonly campaign: string;
  readonly unit: Unit;
  readonly contact: Contact;
  readonly number: string;
}

type Entries = ReadonlyArray<Stored<OutboxEntry>>;

/** A message with the escalations it carries, as they are stored. */
export interface Gathered {
  readonly message: Stored<Message>;
  readonly entries: Entries;
}

/** The gravest rung of a bundle and its earliest due date. */
function summarise(entries: Entries): Pick<Message, 'rung' | 'sheet' | 'dueAt'> {
  const gravest = entries.reduce((a, b) => (RUNGS.indexOf(b.body.rung) > RUNGS.indexOf(a.body.rung) ? b : a)).body;
  const dueAt = entries.map(({ body }) => body.dueAt).toSorted()[0] ?? gravest.dueAt;
  return { rung: gravest.rung, dueAt, ...(gravest.sheet && { sheet: gravest.sheet }) };
}

/**
 * Bundles entries into a message before anything is sent. A crash in between leaves a message that is `gathering`:
 * it is certain that nothing was sent, so `recover` takes it apart again.
 */
export async function gather(entries: Entries, recipient: Recipient, services: Services): Promise<Gathered> {
  const { campaign, unit, contact, number } = recipient;
  let stored: Stored<Message> | undefined;
  const bundled: Array<Stored<OutboxEntry>> = [];
  for (let from = 0; from < entries.length; from += CHUNK) {
    const chunk = entries.slice(from, from + CHUNK);
    const soFar = { ...summarise(entries.slice(0, from + CHUNK)), entries: from + chunk.length };
    const body: Message = stored?.body ?? {
      ...soFar,
      id: services.ids.next('SMS'),
      campaign,
      unit: unit.id,
      role: entries[0]?.body.role ?? 'liaison',
      phoneMasked: maskPhone(contact.phone),
      number,
      at: services.clock.now(),
      state: 'gathering',
    };
    await services.items.transact([
      stored ? services.outbox.rewriteMessage(stored, soFar) : services.outbox.writeMessage(body),
      ...chunk.map((entry) => services.outbox.rewrite(entry, { state: 'bundled', message: body.id })),
    ]);
    bundled.push(...chunk.map((entry) => bundledIn(entry, body.id)));
    stored = { body: { ...body, ...soFar }, version: (stored?.version ?? 0) + 1 };
  }
  if (!stored) throw new Error('a message needs at least one escalation');
  return { message: stored, entries: bundled };
}

const bundledIn = ({ body, version }: Stored<OutboxEntry>, message: string): Stored<OutboxEntry> => ({
  body: { ...body, state: 'bundled', message },
  version: version + 1,
});
