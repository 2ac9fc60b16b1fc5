import type { LedgerCheck } from './ledger-faults.ts';
import type { Snapshot } from './snapshot.ts';

/** Where the outbox disagrees with the ladder, with its messages, or with the folder they were handed to. */
export function outboxFaults(snapshot: Snapshot, { owedEntries }: LedgerCheck): string[] {
  return [...entryFaults(snapshot, owedEntries), ...messageFaults(snapshot), ...folderFaults(snapshot)];
}

function entryFaults({ entries, messages }: Snapshot, owed: ReadonlySet<string>): string[] {
  const known = new Set(messages.map(({ id }) => id));
  const decided = new Set(entries.filter(({ problem }) => problem !== undefined).map(({ id }) => id));
  const orphans = entries.filter(({ state, message }) => state === 'bundled' && !known.has(message ?? ''));
  return [
    ...[...owed].filter((id) => !decided.has(id)).map((id) => `rung without its outbox entry ${id}`),
    ...[...decided].filter((id) => !owed.has(id)).map((id) => `outbox entry ${id} without its rung`),
    ...orphans.map(({ id, message }) => `outbox entry ${id} lies in the message ${message}, which does not exist`),
  ];
}

/** Each message carries as many entries as it says; one of which nothing was sent may be on its way apart. */
function messageFaults({ entries, messages }: Snapshot): string[] {
  const carried = Map.groupBy(entries, ({ message }) => message);
  return messages
    .map(({ id, state, entries: claimed }) => ({ id, state, claimed, found: carried.get(id)?.length ?? 0 }))
    .filter(({ state, claimed, found }) => (state === 'gathering' ? found > claimed : found !== claimed))
    .map(({ id, claimed, found }) => `the message ${id} says it carries ${claimed} entries, there are ${found}`);
}

/** A file for every sent message, and none for one that was never handed over. */
function folderFaults({ messages, handedOver }: Snapshot): string[] {
  const files = new Set(handedOver);
  const states = new Map(messages.map(({ id, state }) => [id, state]));
  const mayLie = new Set(['sending', 'sent', 'delivered', 'failed', 'unknown']);
  return [
    ...messages.filter(({ id, state }) => state === 'sent' && !files.has(id)).map(({ id }) => `${id}: sent, no file`),
    ...handedOver
      .filter((id) => !mayLie.has(states.get(id) ?? 'missing'))
      .map((id) => `${id}: in the outbox folder, but ${states.get(id) ?? 'unheard of'}`),
  ];
}
