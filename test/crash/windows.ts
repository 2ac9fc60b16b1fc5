import type { Message } from '../../shared/stores/outbox.ts';
import type { Snapshot } from './snapshot.ts';

/** How many kills fell where; one kill may count in several windows. */
export interface Windows {
  note(snapshot: Snapshot, more?: Readonly<Record<string, boolean>>): void;
  report(): string;
}

export function createWindows(): Windows {
  const counts = new Map<string, number>();
  let kills = 0;
  /** Drafts stay where a kill left them. */
  const draftsBefore = new Map<string, number>();
  /** In flight until a start lives long enough to look after it; the first kill that leaves it there counts. */
  const inFlight = new Set<string>();
  const isNew = ({ id, state }: Message): boolean => {
    const before = inFlight.size;
    return before < inFlight.add(`${id} ${state}`).size;
  };
  const published = ({ documents, rankings }: Snapshot) =>
    documents.filter((path) => path.startsWith('rankings/')).length > rankings.length;
  return {
    note(snapshot, more = {}) {
      const { folder, messages, claimedFor, bulletins, drafts, uncommittedFrames } = snapshot;
      const known = new Set(messages.map(({ id }) => id));
      const windows = {
        'inside a commit': uncommittedFrames > 0,
        'writing a file': drafts.length > (draftsBefore.get(folder) ?? 0),
        'bundling a message': claimedFor.some((id) => !known.has(id)),
        'message with the carrier': messages.filter((one) => one.state === 'sending').filter(isNew).length > 0,
        'publishing a bulletin': bulletins.some(({ manifest }) => manifest === undefined),
        'publishing a ranking': published(snapshot),
        ...more,
      };
      kills += 1;
      draftsBefore.set(folder, drafts.length);
      const hit = Object.entries(windows).filter(([, inside]) => inside);
      for (const [name] of hit) counts.set(name, (counts.get(name) ?? 0) + 1);
      if (hit.length === 0) counts.set('in between', (counts.get('in between') ?? 0) + 1);
    },
    report: () => `${kills} kills: ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}`,
  };
}
