import type { ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { nextActionAt } from '../../shared/stores/problem-ledger.ts';

interface Page {
  readonly states: readonly ProblemState[];
  readonly next?: string;
}

/** Behind every instant: it waits for somebody else. */
const NEVER = '9999';

/**
 * A place in the list that holds when problems come and go between two pages. One that becomes more urgent meanwhile moves
 * ahead of the page that is being read: it stands on the first when the list is read anew.
 */
const placeOf = (state: ProblemState): string => `${nextActionAt(state) ?? NEVER}#${state.id}`;

/** A page of a unit's open problems, those first whose next rung is nearest; `after` is the `next` of the page before. */
export function pageByUrgency(
  open: readonly ProblemState[],
  { limit, after = '' }: { readonly limit: number; readonly after?: string | undefined },
): Page {
  const places = open
    .map((state) => ({ state, place: placeOf(state) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
  const rest = places.filter(({ place }) => place > after);
  const page = rest.slice(0, limit);
  const states = page.map(({ state }) => state);
  const last = page.at(-1);
  return rest.length > page.length && last ? { states, next: last.place } : { states };
}
