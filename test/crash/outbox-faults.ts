import type { LedgerCheck } from './ledger-faults.ts';
import type { Snapshot } from './snapshot.ts';

/** Where the outbox disagrees with the ladder, with its messages, or with the folder they were handed to. */
export function outboxFaults(snapshot: Snapshot, { owedEntries }: LedgerCheck): string[] {
  return [...entryFaults(snapshot, owedEntries), ...messageFaults(snapshot), ...folderFaults(snapshot)];
}

/** Each escalation that the ladder decided is still owed, told by one message, or dropped; and no other is. */
function entryFaults(snapshot: Snapshot, decided: ReadonlySet<string>): string[] {
  const { problems, urgings, messages, dropped } = snapshot;
  const owed = [...problems.flatMap(({ body }) => body.owed ?? []), ...urgings].map(({ id }) => id);
  const told = messages.flatMap(({ carries }) => carries.map(({ id }) => id));
  const known = new Set([...owed, ...told, ...dropped]);
  const ofProblems = messages.flatMap(({ carries }) => carries.filter(({ problem }) => problem).map(({ id }) => id));
  return [
    ...[...decided].filter((id) => !known.has(id)).map((id) => `rung whose escalation ${id} was lost`),
    ...ofProblems.filter((id) => !decided.has(id)).map((id) => `escalation ${id} without its rung`),
    ...repeated(owed).map((id) => `escalation ${id} is owed twice`),
    ...repeated([...told, ...dropped]).map((id) => `escalation ${id} was told or dropped twice`),
  ];
}

const repeated = (ids: readonly string[]): readonly string[] => ids.filter((id, index) => ids.indexOf(id) < index);

/** Each message carries as many escalations as it says. */
const messageFaults = ({ messages }: Snapshot): string[] =>
  messages
    .filter(({ carries, entries }) => carries.length !== entries)
    .map(
      ({ id, carries, entries }) => `the message ${id} says it carries ${entries} entries, there are ${carries.length}`,
    );

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
