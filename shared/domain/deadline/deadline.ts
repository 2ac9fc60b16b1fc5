import { parseWorkTime, type WorkTime, type WorkTimeUnit } from '../calendar/work-time.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { HOUR_MS, type Instant, toInstant, toMs } from '../instant.ts';

export interface DeadlineInput {
  /** The dispatch, from which everything counts. */
  readonly from: Instant;
  /** Working time as text, `8 workingHours`; not read where there are stages, of which the last is the due date. */
  readonly within: string;
  readonly stages?: readonly { readonly name: string; readonly within: string }[];
}

export interface StageDeadline {
  readonly name: string;
  readonly dueAt: Instant;
}

export interface Deadline {
  readonly dueAt: Instant;
  readonly stages: readonly StageDeadline[];
}

/**
 * The due date of a dispatch, with its stages (围护 → 修复 → 恢复), all counted from the dispatch.
 * Throws for a time that isn't more than 0 and for a stage due before the one ahead of it.
 */
export function computeDeadline(input: DeadlineInput, calendar: WorkingCalendar): Deadline {
  const dueAfter = (within: string): Instant => calendar.addWorking(input.from, deadlineTime(within));
  const stages = (input.stages ?? []).map(({ name, within }) => ({ name, dueAt: dueAfter(within) }));
  refuseDisorder(stages);
  return { dueAt: stages.at(-1)?.dueAt ?? dueAfter(input.within), stages };
}

/** Parses the time a deadline leaves. Throws where that is nothing, since the problem would be overdue at dispatch. */
export function deadlineTime(within: string): WorkTime {
  const time = parseWorkTime(within);
  if (time.amount > 0) return time;
  throw new RangeError(`a deadline of "${within}" leaves no time; give more than 0`);
}

function refuseDisorder(stages: readonly StageDeadline[]): void {
  stages.forEach((stage, index) => {
    const ahead = stages[index - 1];
    if (ahead && stage.dueAt < ahead.dueAt)
      throw new RangeError(
        `stage "${stage.name}" would be due ${stage.dueAt}, before stage "${ahead.name}" at ${ahead.dueAt}; all stages count from dispatch, so give it more time or put it first`,
      );
  });
}

/** Working milliseconds left until a due date; negative where it has passed. */
export const remainingWorking = (from: Instant, dueAt: Instant, calendar: WorkingCalendar): number =>
  calendar.workingMsBetween(from, dueAt);

export interface ParkedClock {
  readonly dueAt: Instant;
  readonly parkedAt: Instant;
  readonly resumedAt: Instant;
  /** The unit the deadline was given in; without it the working time left is re-added to the minute. */
  readonly unit?: WorkTimeUnit;
}

/**
 * The due date once a parked clock 挂账 runs again: what was left when it stopped, counted from when it resumed.
 * Emergency hours are re-added by elapsed time, the others by working time; a deadline in days again ends when business
 * closes (民法典 art. 203). What was due by the time of parking stays due then, and no deadline ever comes forward.
 * Throws a RangeError for a clock that resumes before it was parked.
 */
export function resumeDeadline({ dueAt, parkedAt, resumedAt, unit }: ParkedClock, calendar: WorkingCalendar): Instant {
  if (resumedAt < parkedAt)
    throw new RangeError(`a clock parked at ${parkedAt} cannot resume at ${resumedAt}; resume it later than that`);
  if (dueAt <= parkedAt) return dueAt;
  if (unit === 'emergencyHours') return toInstant(toMs(dueAt) + toMs(resumedAt) - toMs(parkedAt));
  const resumed = resumeWorking(calendar.workingMsBetween(parkedAt, dueAt), resumedAt, calendar);
  const due = unit === 'workingDays' || unit === 'calendarDays' ? closeAfter(resumed, calendar) : resumed;
  return due > dueAt ? due : dueAt;
}

const resumeWorking = (leftMs: number, resumedAt: Instant, calendar: WorkingCalendar): Instant =>
  leftMs === 0
    ? calendar.nextWorking(resumedAt)
    : calendar.addWorking(resumedAt, { amount: leftMs / HOUR_MS, unit: 'workingHours' });

/** When the office closes on the day of a moment, or on the next day it opens where that is past or doesn't come. */
function closeAfter(moment: Instant, calendar: WorkingCalendar): Instant {
  const date = calendar.dayOf(moment);
  const close = calendar.closeOfDay(date);
  return calendar.isWorking(close) && calendar.dayKind(date).work && moment <= close
    ? close
    : calendar.addWorking(moment, { amount: 1, unit: 'workingDays' });
}
