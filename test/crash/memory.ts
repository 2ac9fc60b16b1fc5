import { append, EMPTY_HISTORY } from '../../shared/domain/problem/history.ts';
import type { Snapshot } from './snapshot.ts';

/** What was seen after earlier kills, which may grow and never change. */
export interface Memory {
  /** Faults of a later snapshot against all earlier ones; remembers it. */
  compare(snapshot: Snapshot): string[];
  /** Messages that any kill left in the carrier's hands. */
  readonly ambiguous: ReadonlySet<string>;
}

interface Seen {
  readonly count: number;
  readonly head: string;
}

const SETTLED = new Set(['sent', 'delivered', 'failed', 'refused', 'unknown']);

export function createMemory(): Memory {
  const histories = new Map<string, Seen>();
  const written = new Map<string, string>();
  const settled = new Map<string, string>();
  const ambiguous = new Set<string>();
  return {
    ambiguous,
    compare(snapshot) {
      for (const { id, state } of snapshot.messages) if (state === 'sending') ambiguous.add(id);
      return [
        ...rewrittenHistories(snapshot, histories),
        ...changed(written, writtenOnce(snapshot)),
        ...changed(
          settled,
          snapshot.messages.filter(({ state }) => SETTLED.has(state)).map(({ id, state }) => [id, state]),
        ),
      ];
    },
  };
}

/** Every history must begin with what it was before. */
function rewrittenHistories({ problems }: Snapshot, histories: Map<string, Seen>): string[] {
  const faults: string[] = [];
  const now = new Map(problems.map(({ sk, body }) => [sk, body]));
  for (const [id, { count, head }] of histories) {
    const events = now.get(id)?.events.slice(0, count);
    if (!events) faults.push(`${id}: was in the ledger, and is gone`);
    else if (append(EMPTY_HISTORY, events).head !== head) faults.push(`${id}: its history was rewritten`);
  }
  for (const [id, { events, head }] of now) histories.set(id, { count: events.length, head });
  return faults;
}

/** What is written once, with its content. */
function writtenOnce({ inspections, tasks, agenda, bulletins, rankings }: Snapshot): Array<[string, string]> {
  return [
    ...inspections.map((one): [string, string] => [`inspection ${one.inspection.id}`, JSON.stringify(one)]),
    ...tasks.map((one): [string, string] => [`task ${one.task} of ${one.unit}`, JSON.stringify(one)]),
    ...agenda.map(({ body }): [string, string] => [`agenda entry ${body.entry}`, JSON.stringify(body)]),
    ...bulletins.map(({ kind, key, serial }): [string, string] => [`bulletin ${kind} ${key}`, String(serial)]),
    ...rankings.map((one): [string, string] => [`ranking ${one.path}`, JSON.stringify(one)]),
  ];
}

/** What was there with other content, or is gone; remembers the new ones. */
function changed(before: Map<string, string>, now: ReadonlyArray<[string, string]>): string[] {
  const present = new Map(now);
  const faults = [...before]
    .filter(([name, content]) => present.get(name) !== content)
    .map(([name, content]) => `${name}: was ${content.slice(0, 80)}, is ${present.get(name)?.slice(0, 80) ?? 'gone'}`);
  for (const [name, content] of now) before.set(name, content);
  return faults;
}
