import type { Unit } from '../../shared/domain/campaign/unit-schema.ts';
import { checkLedger } from './ledger-faults.ts';
import type { Memory } from './memory.ts';
import { outboxFaults } from './outbox-faults.ts';
import { publicationFaults } from './publication-faults.ts';
import type { Snapshot } from './snapshot.ts';

/** Everything that must hold whenever a process dies, before another one has put anything right. */
export function faultsAtDeath(snapshot: Snapshot, memory: Memory, roster: readonly Unit[]): string[] {
  const ledger = checkLedger(snapshot, roster);
  return [
    ...ledger.faults,
    ...outboxFaults(snapshot, ledger),
    ...publicationFaults(snapshot),
    ...memory.compare(snapshot),
    ...unknownFaults(snapshot, memory),
    ...(snapshot.messages.filter(({ state }) => state === 'sending').length > 1
      ? ['two messages were being sent']
      : []),
  ];
}

/** What holds besides once a process has come up after the last kill and ended by itself. */
export function faultsAtRest(snapshot: Snapshot, memory: Memory): string[] {
  const { messages, bulletins } = snapshot;
  const inFlight = messages.filter(({ state }) => state === 'sending');
  const unpublished = bulletins.filter(({ manifest }) => manifest === undefined);
  return [
    ...inFlight.map(({ id, state }) => `${id}: still ${state}`),
    ...unpublished.map(({ kind, key }) => `bulletin ${kind} ${key}: has a number and was never published`),
    ...[...memory.ambiguous]
      .filter((id) => messages.find((message) => message.id === id)?.state !== 'unknown')
      .map((id) => `${id}: a kill left it with the carrier, and it is not unknown`),
  ];
}

/** Only what a kill left in the carrier's hands may be unknown. */
const unknownFaults = ({ messages }: Snapshot, { ambiguous }: Memory): string[] =>
  messages
    .filter(({ id, state }) => state === 'unknown' && !ambiguous.has(id))
    .map(({ id }) => `${id}: unknown, though no kill fell between handing it over and its answer`);
