import type { AccountabilityRule } from '../campaign/ranking-schema.ts';
import type { Evidence, Mark } from './occasions.ts';

export type Threshold = AccountabilityRule['when'][number];

/**
 * The rankings that complete so many occasions running, if the last mark does. Silent rankings are stepped over; only a
 * clear one breaks the run. A run completes at every further multiple: at three and at six, not at four.
 */
function completedRun(marks: readonly Mark[], count: number): Evidence[] | null {
  const run: Evidence[] = [];
  for (const mark of marks.toReversed()) {
    if (mark.kind === 'clear') break;
    if (mark.kind === 'occasion') run.unshift(mark.evidence);
  }
  return run.length > 0 && run.length % count === 0 ? run.slice(-count) : null;
}

/**
 * The rankings that complete so many occasions within the last so many rankings, if the last mark does. Each occasion is
 * spent once: what completed a count before is not counted again.
 */
function completedSum(marks: readonly Mark[], count: number, within: number): Evidence[] | null {
  let open: Array<{ readonly index: number; readonly evidence: Evidence }> = [];
  let completed: Evidence[] | null = null;
  marks.forEach((mark, index) => {
    completed = null;
    if (mark.kind !== 'occasion') return;
    open = [...open.filter((earlier) => earlier.index > index - within), { index, evidence: mark.evidence }];
    if (open.length < count) return;
    completed = open.map(({ evidence }) => evidence);
    open = [];
  });
  return completed;
}

/** The rankings that complete a threshold with the last of a unit's marks, or null where it completes nothing. */
export function completes(marks: readonly Mark[], threshold: Threshold): Evidence[] | null {
  if (marks.at(-1)?.kind !== 'occasion') return null;
  return 'consecutive' in threshold
    ? completedRun(marks, threshold.consecutive)
    : completedSum(marks, threshold.cumulative, threshold.within);
}

/** The threshold as it stands for a league: later by so many where the rule says so (西安: municipal departments). */
export function thresholdFor(threshold: Threshold, rule: Pick<AccountabilityRule, 'later'>, league: string): Threshold {
  const by = rule.later.find((later) => later.league === league)?.by ?? 0;
  return 'consecutive' in threshold
    ? { consecutive: threshold.consecutive + by }
    : { cumulative: threshold.cumulative + by, within: threshold.within };
}
