import type { Instant } from '../domain/instant.ts';
import { advance, append, EMPTY_HISTORY, type History, stateOf } from '../domain/problem/history.ts';
import type { ProblemEvent } from '../domain/problem/problem-events.ts';
import { openSlots } from '../domain/problem/problem-rules.ts';
import { currentLife, type ProblemState, unitOf } from '../domain/problem/problem-state.ts';
import type { Item, ItemDraft, ItemKey, ItemStore, WriteAction } from '../ports.ts';
import type { Owed, OwedByProblem } from './escalation-entry.ts';
import { ALL_SHARDS, shardOf, shortHash } from './keys.ts';
import { allItems, allPages, behind } from './pages.ts';
import type { Unread } from './unread.ts';

/** A problem as read: what a write must find unchanged. */
export interface LoadedProblem {
  readonly state: ProblemState;
  readonly history: History;
  /** Escalations of it that were decided and are still to be told. */
  readonly owed: readonly Owed[];
  readonly version: number;
}

/** A problem after events that are not yet written. */
export interface ChangedProblem extends Omit<LoadedProblem, 'version'> {
  /** Undefined for a new problem. */
  readonly version: number | undefined;
}

/** A problem as it is stored. */
interface StoredProblem extends History {
  readonly owed?: readonly OwedByProblem[];
}

/** Sorts behind every instant: open, but nothing falls due by itself. */
const NEVER = '9999';

const LENGTH_OF_INSTANT = '2026-03-02T00:30:00.000Z'.length;

/** Just behind every key of that instant: `$` is the character after `#`. */
const afterDue = (now: Instant): string => `${now}$`;

const problemKey = (campaign: string, id: string): ItemKey => ({ pk: `PROBLEM#${campaign}#${shardOf(id)}`, sk: id });
/** Where the due index keeps a shard of a campaign. */
export const duePartition = (campaign: string, shard: number): string => `DUE#${campaign}#${shard}`;
const placeKey = (campaign: string, place: string, category: string): ItemKey => ({
  pk: `PLACE#${campaign}#${shortHash(`${category}\n${place}`)}`,
  sk: 'last',
});

const isOpen = (state: ProblemState): boolean => !['closed', 'merged', 'voided'].includes(state.status);

/** When the sweep must look at a problem next: its next rung, or the end of its parking. */
export function nextActionAt(state: ProblemState): Instant | undefined {
  switch (state.status) {
    case 'dispatched':
      return openSlots(currentLife(state))[0]?.at;
    case 'parked':
      return state.parked.until;
    default:
      return undefined;
  }
}

/**
 * Open problems stand in the due index, sharded by unit, so that it also lists what a unit still has to do; and so does
 * every problem of which something is still to be told. A rung that may be told at once leaves the key where it is: the
 * index is written only when the delivery is done with it.
 */
function dueKey({ state, owed }: Pick<LoadedProblem, 'state' | 'owed'>): ItemKey | undefined {
  const moments = [...(isOpen(state) ? [nextActionAt(state) ?? NEVER] : []), ...owed.map(({ releaseAt }) => releaseAt)];
  const [first] = moments.toSorted();
  if (first === undefined) return undefined;
  const unit = unitOf(state) ?? '';
  return { pk: duePartition(state.campaign, shardOf(unit)), sk: `${first}#${unit}#${state.id}` };
}

function load({ body: { owed = [], ...history }, version }: Item<StoredProblem>): LoadedProblem {
  const state = stateOf(history);
  const { campaign, id: problem } = state;
  return { history, state, version, owed: owed.map((entry) => ({ ...entry, campaign, problem, state: 'pending' })) };
}

function loadEach(found: ReadonlyArray<Item<StoredProblem>>): Omit<DuePage, 'cursor'> {
  const problems: LoadedProblem[] = [];
  const unread: Unread[] = [];
  for (const item of found) {
    try {
      problems.push(load(item));
    } catch (error) {
      unread.push({ where: `problem ${item.sk}`, error });
    }
  }
  return { problems, unread };
}

/** A history is read by whoever computes with it; what is still to be told is nobody's business but the delivery's. */
const historyAlone = ({ body: { owed: _, ...body }, ...item }: Item<StoredProblem>): Item<History> => ({
  ...item,
  body,
});

const asStored = ({ campaign: _, problem: __, state: ___, freeClaim: ____, ...entry }: Owed): OwedByProblem => entry;

/**
 * The moment of a problem's next event: now or, where something happened to it after the caller looked at the clock, that
 * moment. A history stands in the order of time, since a window is cut out of it by time.
 */
export function nextMoment({ history }: Pick<LoadedProblem, 'history'>, now: Instant): Instant {
  const last = history.events.at(-1)?.at ?? now;
  return last > now ? last : now;
}

/** The problem with further events; give nothing for a new one. */
export function change(problem: LoadedProblem | undefined, events: readonly ProblemEvent[]): ChangedProblem {
  const state = advance(problem?.state, events);
  if (!state) throw new Error('a new problem needs its first event');
  const history = append(problem?.history ?? EMPTY_HISTORY, events);
  return { state, history, owed: problem?.owed ?? [], version: problem?.version };
}

/** The problem with other escalations still to be told. */
export const withOwed = <Problem extends ChangedProblem>(problem: Problem, owed: readonly Owed[]): Problem => ({
  ...problem,
  owed,
});

/** Writes a change if nobody wrote in between. */
export function writeProblem({ state, history, owed, version }: ChangedProblem): WriteAction {
  const due = dueKey({ state, owed });
  const body = owed.length > 0 ? { ...history, owed: owed.map(asStored) } : history;
  const put: ItemDraft<StoredProblem> = { ...problemKey(state.campaign, state.id), body, ...(due && { due }) };
  return { put, when: version === undefined ? 'absent' : { version } };
}

/** Some of what is due in a shard, the oldest first. */
export interface DuePage {
  readonly problems: readonly LoadedProblem[];
  /** Those whose history can’t be replayed. */
  readonly unread: readonly Unread[];
  /** Present where more may follow. */
  readonly cursor?: string;
}

/** What to read of that which is due in a shard. */
export interface DueChoice {
  /** Of these units alone. */
  readonly units?: ReadonlySet<string>;
  /** Behind that page of the same choice. */
  readonly cursor?: string;
}

/** Problems a page; where units are chosen, keys that are looked at for one. */
const PAGE = { all: 200, chosen: 1000 } as const;

const unitOfKey = (dueSortKey: string): string => dueSortKey.split('#')[1] ?? '';

/** The ledger 问题台账: every problem of a campaign with its whole history. */
export interface ProblemLedger {
  load(campaign: string, id: string): Promise<LoadedProblem | undefined>;
  /** Those of a shard on which something is due, or still to be told, at or before `now`. */
  due(campaign: string, shard: number, now: Instant, choice?: DueChoice): Promise<DuePage>;
  /** How many of these each unit has, the one that waits longest first. Reads keys alone. */
  dueByUnit(campaign: string, shard: number, now: Instant): Promise<ReadonlyMap<string, number>>;
  /** When anything in a shard falls due next, or may be told. */
  nextDueAt(campaign: string, shard: number): Promise<Instant | undefined>;
  /** What a unit still has to do, the most urgent first. */
  openOf(campaign: string, unit: string): Promise<readonly LoadedProblem[]>;
  /** Every problem in an order that is steady but means nothing; `after` continues behind that problem's place in it. */
  all(campaign: string, after?: string): AsyncGenerator<LoadedProblem>;
  /** Every history, page by page, without replaying it. */
  histories(campaign: string): AsyncGenerator<ReadonlyArray<Item<History>>>;
  /** The last problem closed at a place in a category, for relapses. */
  lastClosedAt(campaign: string, place: string, category: string): Promise<string | undefined>;
  /** Remembers a closing for `lastClosedAt`; belongs into the closing's own write. */
  rememberClosing(state: ProblemState): Promise<WriteAction>;
}

/** The ledger on any item store. */
export function createProblemLedger(items: ItemStore): ProblemLedger {
  return {
    async load(campaign, id) {
      const item = await items.get<StoredProblem>(problemKey(campaign, id));
      return item && load(item);
    },
    async due(campaign, shard, now, { units, cursor } = {}) {
      const page = await items.query<StoredProblem>('due', duePartition(campaign, shard), {
        to: afterDue(now),
        limit: units ? PAGE.chosen : PAGE.all,
        ...(units && { only: (sortKey) => units.has(unitOfKey(sortKey)) }),
        ...(cursor && { cursor }),
      });
      return { ...loadEach(page.items), ...(page.cursor && { cursor: page.cursor }) };
    },
    async dueByUnit(campaign, shard, now) {
      const counts = new Map<string, number>();
      const only = (sortKey: string) => {
        const unit = unitOfKey(sortKey);
        counts.set(unit, (counts.get(unit) ?? 0) + 1);
        return false;
      };
      const range = { to: afterDue(now), limit: PAGE.chosen, only };
      await Array.fromAsync(allItems(items, 'due', duePartition(campaign, shard), range));
      return counts;
    },
    async nextDueAt(campaign, shard) {
      const page = await items.query('due', duePartition(campaign, shard), { to: NEVER, limit: 1 });
      return page.items[0]?.due?.sk.slice(0, LENGTH_OF_INSTANT);
    },
    async openOf(campaign, unit) {
      const problems: LoadedProblem[] = [];
      const only = (sortKey: string) => unitOfKey(sortKey) === unit;
      for await (const item of allItems<StoredProblem>(items, 'due', duePartition(campaign, shardOf(unit)), { only }))
        problems.push(load(item));
      return problems.filter(({ state }) => isOpen(state));
    },
    async *all(campaign, after) {
      const start = after === undefined ? 0 : shardOf(after);
      for (const shard of ALL_SHARDS.slice(start)) {
        const range = shard === start ? behind(after) : {};
        for await (const item of allItems<StoredProblem>(items, 'main', `PROBLEM#${campaign}#${shard}`, range))
          yield load(item);
      }
    },
    async *histories(campaign) {
      for (const shard of ALL_SHARDS) {
        const pages = allPages<StoredProblem>(items, 'main', `PROBLEM#${campaign}#${shard}`);
        for await (const page of pages) yield page.some(({ body }) => body.owed) ? page.map(historyAlone) : page;
      }
    },
    async lastClosedAt(campaign, place, category) {
      return (await items.get<{ problem: string }>(placeKey(campaign, place, category)))?.body.problem;
    },
    async rememberClosing(state) {
      const key = placeKey(state.campaign, state.place, state.category);
      const before = await items.get(key);
      return { put: { ...key, body: { problem: state.id } }, when: before ? { version: before.version } : 'absent' };
    },
  };
}
