import type { Walk } from '../calendar/walk.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Instant } from '../instant.ts';
import { computeDeadline, type DeadlineInput, deadlineTime } from './deadline.ts';

/** How a due date came about: one walk for each stage, or the only one. */
export interface DeadlineExplanation {
  readonly dueAt: Instant;
  readonly timeZone: string;
  readonly walks: readonly { readonly stage?: string; readonly walk: Walk }[];
}

/** The walk or walks that led to a due date, by the same counting that set it. Throws what `computeDeadline` throws. */
export function explainDeadline(input: DeadlineInput, calendar: WorkingCalendar): DeadlineExplanation {
  const { dueAt } = computeDeadline(input, calendar);
  const walkOf = (within: string): Walk => calendar.walk(input.from, deadlineTime(within));
  const walks = input.stages?.length
    ? input.stages.map(({ name, within }) => ({ stage: name, walk: walkOf(within) }))
    : [{ walk: walkOf(input.within) }];
  return { dueAt, timeZone: calendar.timeZone, walks };
}
