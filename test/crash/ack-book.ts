import type { ProblemEvent } from '../../shared/domain/problem/problem-events.ts';
import type { Snapshot } from './snapshot.ts';

type EventType = ProblemEvent['type'];

/** What the crowd was told had been done, and what it never heard of again. */
export interface AckBook {
  inspection(id: string, problems: readonly string[]): void;
  /** `order`: who asked for what; `answer` undefined: the process died before it answered. */
  command(problem: string, type: EventType, order: string, answer: 'done' | 'refused' | undefined): void;
  task(task: string, unit: string): void;
  photo(path: string): void;
  campaign(id: string): void;
  readonly acknowledged: number;
  readonly unanswered: number;
  /** Acknowledged and not in the snapshot, or done more often than asked for. */
  faults(snapshot: Snapshot): string[];
}

interface Tally {
  done: number;
  unanswered: number;
}

export function createAckBook(): AckBook {
  const inspections = new Map<string, readonly string[]>();
  const commands = new Map<string, Tally>();
  const lastDone = new Map<string, string>();
  const others = new Set<string>();
  const counts = { acknowledged: 0, unanswered: 0 };
  const acknowledge = (name: string) => {
    counts.acknowledged += 1;
    others.add(name);
  };
  return {
    inspection(id, problems) {
      counts.acknowledged += 1;
      inspections.set(id, problems);
    },
    command(problem, type, order, answer) {
      // The very order that was carried out last is taken for a repeat of it, and answered like it.
      const isRepeat = answer === 'done' && lastDone.get(problem) === order;
      if (answer === 'done') lastDone.set(problem, order);
      if (isRepeat) return;
      const tally = commands.get(`${problem} ${type}`) ?? { done: 0, unanswered: 0 };
      commands.set(`${problem} ${type}`, tally);
      if (answer === 'done') tally.done += 1;
      if (answer === undefined) tally.unanswered += 1;
      if (answer === 'done') counts.acknowledged += 1;
      if (answer === undefined) counts.unanswered += 1;
    },
    task: (task, unit) => acknowledge(`task ${task} of ${unit}`),
    photo: (path) => acknowledge(`document ${path}`),
    campaign: (id) => acknowledge(`campaign ${id}`),
    get acknowledged() {
      return counts.acknowledged;
    },
    get unanswered() {
      return counts.unanswered;
    },
    faults: (snapshot) => [
      ...inspectionFaults(inspections, snapshot),
      ...commandFaults(commands, snapshot),
      ...otherFaults(others, snapshot),
    ],
  };
}

function inspectionFaults(acknowledged: ReadonlyMap<string, readonly string[]>, snapshot: Snapshot): string[] {
  const stored = new Map(snapshot.inspections.map(({ inspection, problems }) => [inspection.id, problems]));
  const ledger = new Set(snapshot.problems.map(({ sk }) => sk));
  return [...acknowledged].flatMap(([id, problems]) => [
    ...(stored.get(id)?.join() === problems.join()
      ? []
      : [`inspection ${id}: acknowledged with ${problems}, not kept`]),
    ...problems
      .filter((problem) => !ledger.has(problem))
      .map((problem) => `${problem}: acknowledged, not in the ledger`),
  ]);
}

/** A command that was acknowledged stands in the history once; one that was not may stand there, once. */
function commandFaults(commands: ReadonlyMap<string, Tally>, { problems }: Snapshot): string[] {
  const found = new Map<string, number>();
  for (const { sk, body } of problems) {
    for (const { type, by } of body.events) {
      if (by !== 'system') found.set(`${sk} ${type}`, (found.get(`${sk} ${type}`) ?? 0) + 1);
    }
  }
  return [...commands].flatMap(([name, { done, unanswered }]) => {
    const count = found.get(name) ?? 0;
    return count < done || count > done + unanswered
      ? [`${name}: acknowledged ${done} times, ${unanswered} without an answer, in the history ${count} times`]
      : [];
  });
}

function otherFaults(acknowledged: ReadonlySet<string>, { tasks, documents, heads }: Snapshot): string[] {
  const present = new Set([
    ...tasks.map(({ task, unit }) => `task ${task} of ${unit}`),
    ...documents.map((path) => `document ${path}`),
    ...heads.map(({ sk }) => `campaign ${sk}`),
  ]);
  return [...acknowledged].filter((name) => !present.has(name)).map((name) => `${name}: acknowledged, and gone`);
}
