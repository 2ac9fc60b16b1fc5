import { RUNGS, type RungName } from '../campaign/vocabulary.ts';
import type { Case } from '../problem/cases.ts';
import { caseId, type Window, within } from './measure.ts';

export type RungCounts = Readonly<Record<RungName, { readonly count: number; readonly cases: readonly string[] }>>;

/** Rungs decided inside the window, by rung, with the cases behind each; a repeated rung counts each time. */
export function escalationsByRung(cases: Iterable<Case>, window: Window): RungCounts {
  const counts = Object.fromEntries(RUNGS.map((rung) => [rung, { count: 0, cases: [] as string[] }])) as Record<
    RungName,
    { count: number; cases: string[] }
  >;
  for (const item of cases) {
    for (const { rung, at } of item.escalations) {
      if (!within(window, at)) continue;
      counts[rung].count += 1;
      counts[rung].cases.push(caseId(item));
    }
  }
  return counts;
}
