import type { DayTable } from './day-table.ts';
import { refuseEndless, type Visit, visitNobody } from './walk-visit.ts';

/** Runs through nights and days of rest to a moment already known; the days matter to a visitor only. */
export function walkContinuous(table: DayTable, fromMs: number, toMs: number, visit: Visit): number {
  if (visit === visitNobody) return toMs;
  const step = Math.sign(toMs - fromMs);
  const first = table.dayAt(fromMs);
  for (let day = first; ; day = table.day(day.number + step)) {
    refuseEndless(first.number, day.number);
    const from = Math.max(day.startMs, Math.min(fromMs, toMs));
    const to = Math.min(day.endMs, Math.max(fromMs, toMs));
    if (from < to) visit(day, 'counted', from, to);
    else if (day !== first) return toMs;
  }
}

/** Spends working time forwards; ends inside a span or at its close. */
export function walkHoursOn(table: DayTable, fromMs: number, ms: number, visit: Visit): number {
  const first = table.dayAt(fromMs);
  let left = ms;
  for (let day = first; ; day = table.day(day.number + 1)) {
    refuseEndless(first.number, day.number);
    const before = left;
    for (const span of day.spans) {
      const from = Math.max(span.from, fromMs);
      if (from >= span.to) continue;
      const to = Math.min(span.to, from + left);
      visit(day, 'counted', from, to);
      left -= to - from;
      if (left === 0) return to;
    }
    if (left === before) visit(day, day === first ? 'start' : 'skipped');
  }
}

/** Spends working time backwards; ends inside a span or at its opening. */
export function walkHoursBack(table: DayTable, fromMs: number, ms: number, visit: Visit): number {
  const first = table.dayAt(fromMs);
  let left = ms;
  for (let day = first; ; day = table.day(day.number - 1)) {
    refuseEndless(first.number, day.number);
    const before = left;
    for (const span of day.spans.toReversed()) {
      const to = Math.min(span.to, fromMs);
      if (to <= span.from) continue;
      const from = Math.max(span.from, to - left);
      visit(day, 'counted', from, to);
      left -= to - from;
      if (left === 0) return from;
    }
    if (left === before) visit(day, day === first ? 'start' : 'skipped');
  }
}
