import { dateOf, dayNumber } from '../calendar/zone-days.ts';
import type { Phase, Task } from '../campaign/phase-schema.ts';
import type { CalendarDate } from '../instant.ts';

const plus = (date: CalendarDate, days: number): CalendarDate => dateOf(dayNumber(date) + days);

/**
 * A phase that ends so many days later. What lies after a day moves with the end; a step that ends on that day goes on,
 * a gate of that day has been assessed and stays.
 */
export function extendPhase(phase: Phase, days: number, after: CalendarDate): Phase {
  const later = (date: CalendarDate): CalendarDate => (date > after ? plus(date, days) : date);
  const ends = plus(phase.ends, days);
  return {
    ...phase,
    ends,
    steps: phase.steps.map((step) => ({
      ...step,
      starts: later(step.starts),
      ends: step.ends >= after ? plus(step.ends, days) : step.ends,
    })),
    gates: phase.gates.map((gate) => ({ ...gate, on: later(gate.on) })),
    tasks: phase.tasks.map((task) => (task.due > after ? moveTask(task, days, ends) : task)),
  };
}

/** A phase that takes place so many days later. */
export function movePhase(phase: Phase, days: number): Phase {
  const ends = plus(phase.ends, days);
  return {
    ...phase,
    starts: plus(phase.starts, days),
    ends,
    steps: phase.steps.map((step) => ({ ...step, starts: plus(step.starts, days), ends: plus(step.ends, days) })),
    gates: phase.gates.map((gate) => ({ ...gate, on: plus(gate.on, days) })),
    tasks: phase.tasks.map((task) => moveTask(task, days, ends)),
  };
}

/** A weekly task keeps its day of the week where the phase still has room: a Friday report stays one. */
function moveTask(task: Task, days: number, phaseEnds: CalendarDate): Task {
  const weeks = plus(task.due, Math.ceil(days / 7) * 7);
  return { ...task, due: task.every === 'week' && weeks <= phaseEnds ? weeks : plus(task.due, days) };
}
