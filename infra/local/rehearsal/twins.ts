import { type ProblemState, unitOf } from '../../../shared/domain/problem/problem-state.ts';

/** Open problems that stand for the same thing: one unit, one place, one category. */
export interface Twins {
  /** Takes note of how a problem stands now. */
  see(state: ProblemState): void;
  /** An open problem that was there before this one and is the same. */
  originalOf(state: ProblemState): string | undefined;
}

const ENDED: ReadonlySet<ProblemState['status']> = new Set(['closed', 'merged', 'voided']);

const keyOf = (state: ProblemState): string => [unitOf(state), state.category, state.place].join('\n');
/** In the order of recording. */
const rankOf = ({ recordedAt, id }: ProblemState): string => `${recordedAt}#${id}`;

export function createTwins(): Twins {
  const open = new Map<string, Map<string, string>>();
  const keys = new Map<string, string>();
  const forget = (id: string) => {
    const key = keys.get(id);
    if (key === undefined) return;
    keys.delete(id);
    const group = open.get(key);
    group?.delete(id);
    if (group?.size === 0) open.delete(key);
  };
  return {
    see(state) {
      forget(state.id);
      if (ENDED.has(state.status) || unitOf(state) === undefined) return;
      const key = keyOf(state);
      const group = open.get(key) ?? new Map<string, string>();
      open.set(key, group.set(state.id, rankOf(state)));
      keys.set(state.id, key);
    },
    originalOf(state) {
      const own = rankOf(state);
      const earlier = [...(open.get(keyOf(state)) ?? [])].filter(([, rank]) => rank < own);
      return earlier.toSorted(([, a], [, b]) => (a < b ? -1 : 1))[0]?.[0];
    },
  };
}
