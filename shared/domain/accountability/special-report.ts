import type { LadderConfig } from '../campaign/ladder-schema.ts';
import { DAY_MS, type Instant, toInstant, toMs } from '../instant.ts';
import { caseId } from '../measures/measure.ts';
import type { Case } from '../problem/cases.ts';

/** A unit whose overdue problems call for a special report 专报 to the superior department (S2b). */
export interface SpecialReportDue {
  readonly unit: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly cases: readonly string[];
}

/** Whether the case missed, by `now`, a deadline that lies after `from`; parked cases and upheld appeals are spared. */
function missedSince(item: Case, from: Instant, now: Instant): boolean {
  const { dueAt } = item;
  if (item.parked || item.upheld || dueAt === null || dueAt <= from || dueAt >= now) return false;
  return (item.settledAt ?? now) > dueAt;
}

/**
 * The units with at least so many problems that ran over their deadline within the last so many days of 24 hours, by id.
 * Cases that stand in an earlier report, named in `reported`, are not reported again.
 */
export function specialReportsDue(
  cases: Iterable<Case>,
  rule: NonNullable<LadderConfig['specialReport']>,
  now: Instant,
  reported: ReadonlySet<string> = new Set(),
): SpecialReportDue[] {
  const from = toInstant(toMs(now) - rule.withinDays * DAY_MS);
  const byUnit = new Map<string, string[]>();
  for (const item of cases) {
    if (!missedSince(item, from, now) || reported.has(caseId(item))) continue;
    const ids = byUnit.get(item.unit) ?? [];
    ids.push(caseId(item));
    byUnit.set(item.unit, ids);
  }
  return [...byUnit]
    .filter(([, ids]) => ids.length >= rule.overdue)
    .map(([unit, ids]) => ({ unit, from, to: now, cases: ids.toSorted() }))
    .sort((a, b) => (a.unit < b.unit ? -1 : 1));
}
