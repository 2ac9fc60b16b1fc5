import type { Instant } from '../domain/instant.ts';
import type { Item, ItemKey, ItemStore, WriteAction } from '../ports.ts';
import type { Owed } from './escalation-entry.ts';
import { ALL_SHARDS } from './keys.ts';
import { allItems } from './pages.ts';
import { duePartition, type LoadedProblem, type ProblemLedger, withOwed, writeProblem } from './problem-ledger.ts';
import { tryWrite } from './try-write.ts';
import { note, reading, type Unread } from './unread.ts';

/** An escalation that may be told now, with its problem as it stands. */
export interface Released {
  readonly owed: Owed;
  readonly problem?: LoadedProblem;
}

/** How often an item is looked at anew after somebody else wrote it first. */
const TRIES = 10;

/** Behind every instant. */
const NEVER = '9999';

/** Where the due index keeps the urgings of a campaign. */
export const sendPartition = (campaign: string): string => `SEND#${campaign}`;

/** Every partition of the due index in which something to be told may come up. */
export const owedPartitions = (campaign: string): readonly string[] => [
  sendPartition(campaign),
  ...ALL_SHARDS.map((shard) => duePartition(campaign, shard)),
];

const nameOf = (campaign: string, problem: string): string => `${campaign}/${problem}`;

const urgingKey = ({ campaign, id }: Pick<Owed, 'campaign' | 'id'>): ItemKey => ({ pk: `URGING#${campaign}`, sk: id });

const urgingDraft = ({ freeClaim: _, ...owed }: Owed) => ({
  ...urgingKey(owed),
  body: owed,
  due: { pk: sendPartition(owed.campaign), sk: `${owed.releaseAt}#${owed.id}` },
});

/** So many problems lie in memory at a time where many more are due; as many as a message may carry escalations. */
const PART = 500;

/** Units that together have as many as a part holds; one that has more is by itself. */
function inParts(counts: ReadonlyMap<string, number>): ReadonlyArray<ReadonlySet<string>> {
  const parts: Array<Set<string>> = [];
  let room = 0;
  for (const [unit, count] of counts) {
    if (count > room) {
      parts.push(new Set());
      room = PART;
    }
    parts.at(-1)?.add(unit);
    room -= count;
  }
  return parts;
}

const byId = (owed: readonly Owed[]): readonly Owed[] => [...new Map(owed.map((one) => [one.id, one])).values()];

/** What was decided and is still to be told, in the items of the problems and, for tasks and gates, in items of their own. */
export interface OwedEntries {
  /** An urging that belongs to no problem; belongs into the write that decides it. */
  urge(owed: Owed): WriteAction;
  /**
   * Released at or before `now`, in no order that means anything; of problems those of some shards only. It comes in parts
   * that fit into memory: mostly one; where very much is due, some units at a time, and their urgings apart. A part is
   * dealt with before the next one is asked for. Problems and shards that can’t be read are put into `unread`, and the
   * others are released all the same; without it the first of them is thrown.
   */
  released(
    campaign: string,
    now: Instant,
    shards?: readonly number[],
    unread?: Unread[],
  ): AsyncGenerator<readonly Released[]>;
  /** Those of some escalations that are still owed and released by `now`, with their problems read anew. */
  reread(entries: readonly Owed[], now: Instant): Promise<readonly Released[]>;
  nextReleaseAt(campaign: string): Promise<Instant | undefined>;
  /** Takes an escalation off, because it is certain what became of it. Doing so twice changes nothing. */
  settle(owed: Owed): Promise<void>;
  /** Puts an escalation off to a later moment. */
  postpone(owed: Owed, releaseAt: Instant): Promise<void>;
  /** Everything that is still to be told, whenever; `unread` as in `released`. */
  all(campaign: string, unread?: Unread[]): Promise<readonly Owed[]>;
}

export function createOwedEntries(items: ItemStore, ledger: ProblemLedger): OwedEntries {
  // As they were read last: one that nobody else has written since is rewritten without being read again.
  const seen = new Map<string, LoadedProblem>();
  async function urgings(campaign: string, to: string): Promise<Owed[]> {
    const found: Owed[] = [];
    for await (const { body } of allItems<Owed>(items, 'due', sendPartition(campaign), { to })) found.push(body);
    return found;
  }
  /** What these problems have to be told by `now`; they are kept as they were read. */
  function take(campaign: string, found: readonly LoadedProblem[], now: string): readonly Released[] {
    // What moves along the index while it is read may come on two pages; it counts as it was read last.
    const problems = new Map(found.map((problem) => [nameOf(campaign, problem.state.id), problem]));
    seen.clear();
    for (const [name, problem] of problems) seen.set(name, problem);
    return [...problems.values()].flatMap((problem) =>
      problem.owed.filter(({ releaseAt }) => releaseAt <= now).map((owed) => ({ owed, problem })),
    );
  }
  /** Of a shard in which much is due: some units at a time, so that what goes to one person stays together. */
  async function* byUnits(
    campaign: string,
    shard: number,
    now: string,
    unread: Unread[] | undefined,
  ): AsyncGenerator<readonly LoadedProblem[]> {
    for (const units of inParts(await ledger.dueByUnit(campaign, shard, now))) {
      let part: LoadedProblem[] = [];
      let cursor: string | undefined;
      do {
        const page = await ledger.due(campaign, shard, now, { units, ...(cursor && { cursor }) });
        note(unread, page.unread);
        part.push(...page.problems);
        cursor = page.cursor;
        if (cursor && part.length < PART) continue;
        yield part;
        part = [];
      } while (cursor);
    }
  }
  /** Everything a shard has still to be told, of which only that is kept. */
  async function owedIn(campaign: string, shard: number, unread: Unread[] | undefined): Promise<readonly Owed[]> {
    const owed = new Map<string, readonly Owed[]>();
    let cursor: string | undefined;
    do {
      const asked = ledger.due(campaign, shard, NEVER, cursor ? { cursor } : {});
      const page = await reading(`shard ${shard}`, unread, asked);
      note(unread, page?.unread ?? []);
      for (const problem of page?.problems ?? []) owed.set(problem.state.id, problem.owed);
      cursor = page?.cursor;
    } while (cursor);
    return [...owed.values()].flat();
  }
  /** Rewrites what a problem owes, as it is by then. */
  async function change(owed: Owed, into: readonly Owed[]): Promise<boolean> {
    const { campaign, problem: id = '' } = owed;
    const name = nameOf(campaign, id);
    const problem = seen.get(name) ?? (await ledger.load(campaign, id));
    seen.delete(name);
    if (!problem) return true;
    const place = problem.owed.findIndex(({ token }) => token === owed.token);
    if (place < 0) return true;
    const changed = withOwed(problem, problem.owed.toSpliced(place, 1, ...into));
    const isWritten = await tryWrite(items, [writeProblem(changed)]);
    if (isWritten) seen.set(name, { ...changed, version: problem.version + 1 });
    return isWritten;
  }
  async function changeUrging(owed: Owed, write: (item: Item<Owed>) => WriteAction): Promise<boolean> {
    const item = await items.get<Owed>(urgingKey(owed));
    return item?.body.token === owed.token ? tryWrite(items, [write(item)]) : true;
  }
  /** Others write the same problem; a token that is still owed after so many tries is left to the next delivery. */
  async function persist(attempt: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) if (await attempt()) return;
  }
  return {
    urge: (owed) => ({ put: urgingDraft(owed), when: 'absent' }),
    async *released(campaign, now, shards = ALL_SHARDS, unread = undefined) {
      const [urged = [], ...pages] = await Promise.all([
        reading('urgings', unread, urgings(campaign, `${now}$`)),
        ...shards.map((shard) => reading(`shard ${shard}`, unread, ledger.due(campaign, shard, now))),
      ]);
      // A shard that is crowded is read once more, some units at a time.
      const read = pages.flatMap((page) => (page && !page.cursor ? page : []));
      note(
        unread,
        read.flatMap((page) => page.unread),
      );
      const whole = read.flatMap(({ problems }) => problems);
      const crowded = shards.filter((_, n) => pages[n]?.cursor);
      pages.length = 0;
      yield [...byId(urged).map((owed) => ({ owed })), ...take(campaign, whole, now)];
      for (const shard of crowded) {
        try {
          for await (const part of byUnits(campaign, shard, now, unread)) yield take(campaign, part, now);
        } catch (error) {
          note(unread, [{ where: `shard ${shard}`, error }]);
        }
      }
    },
    async reread(entries, now) {
      const problems = new Map<string, LoadedProblem>();
      for (const { campaign, problem } of entries) {
        const name = nameOf(campaign, problem ?? '');
        const loaded = problem === undefined || problems.has(name) ? undefined : await ledger.load(campaign, problem);
        if (!loaded) continue;
        problems.set(name, loaded);
        seen.set(name, loaded);
      }
      return entries.flatMap((owed): Released[] => {
        // An urging is its whole item: nothing happens to it but that it is told, which its claim says.
        if (owed.problem === undefined) return [{ owed }];
        const problem = problems.get(nameOf(owed.campaign, owed.problem));
        const isLeft = problem?.owed.some(({ token, releaseAt }) => token === owed.token && releaseAt <= now);
        return problem && isLeft ? [{ owed, problem }] : [];
      });
    },
    async nextReleaseAt(campaign) {
      const page = await items.query('due', sendPartition(campaign), { limit: 1 });
      return page.items[0]?.due?.sk.slice(0, 24);
    },
    settle: (owed) =>
      persist(() =>
        owed.problem === undefined
          ? // It stays as a mark, or an entry of the agenda that is worked off again would urge again.
            changeUrging(owed, ({ pk, sk, version }) => ({
              put: { pk, sk, body: { settled: owed.id } },
              when: { version },
            }))
          : change(owed, []),
      ),
    postpone(owed, releaseAt) {
      const later = { ...owed, releaseAt };
      return persist(() =>
        owed.problem === undefined
          ? changeUrging(owed, ({ version }) => ({ put: urgingDraft(later), when: { version } }))
          : change(owed, [later]),
      );
    },
    // Who only lists them may have read longer ago than the delivery beside it, and keeps nothing.
    async all(campaign, unread) {
      const [urged = [], ...others] = await Promise.all([
        reading('urgings', unread, urgings(campaign, `${NEVER}$`)),
        ...ALL_SHARDS.map((shard) => owedIn(campaign, shard, unread)),
      ]);
      return [...byId(urged), ...others.flat()];
    },
  };
}
