import type { RankingConfig } from '../campaign/ranking-schema.ts';
import { beganAt, caseId, type TaskFact, type Window, within } from '../measures/measure.ts';
import { isLateTask, taskId } from '../measures/task-measures.ts';
import type { Case } from '../problem/cases.ts';
import type { DeductionKind } from './ranking-document.ts';

/** Place and category of a finding, blind to widths and blanks; null where the ledger names no place. */
function findingKey({ place, category }: Case): string | null {
  const where = place.normalize('NFKC').replace(/\s+/gu, '');
  return where === '' ? null : `${category}\n${where}`;
}

/** What one unit has to answer for in a window, collected in any order. */
export class DeductionBook {
  readonly #cases: Record<'rework' | 'criticism' | 'lateTask', string[]> = { rework: [], criticism: [], lateTask: [] };
  readonly #before = new Set<string>();
  readonly #findings: Array<{ readonly id: string; readonly key: string | null; readonly relapse: boolean }> = [];

  addRework(item: Case, window: Window): void {
    for (const at of item.reworksAt) if (within(window, at)) this.#cases.rework.push(caseId(item));
  }

  addCriticism(item: Case, window: Window): void {
    for (const { rung, at } of item.escalations) {
      if (rung === 'criticise' && within(window, at)) this.#cases.criticism.push(caseId(item));
    }
  }

  addFinding(item: Case, window: Window, previous: Window | undefined): void {
    const at = beganAt(item);
    if (within(window, at)) {
      this.#findings.push({ id: caseId(item), key: findingKey(item), relapse: item.relapse });
    } else if (previous && within(previous, at)) {
      const key = findingKey(item);
      if (key) this.#before.add(key);
    }
  }

  addTask(task: TaskFact, window: Window): void {
    if (isLateTask(task, window)) this.#cases.lateTask.push(taskId(task));
  }

  /** The ids behind one kind of deduction, sorted. */
  idsOf(kind: DeductionKind): string[] {
    if (kind !== 'repeatedFinding') return this.#cases[kind].toSorted();
    const repeated = this.#findings.filter(({ key, relapse }) => relapse || (key !== null && this.#before.has(key)));
    return repeated.map(({ id }) => id).toSorted();
  }
}

/**
 * How cases fill a book, for the deductions a campaign has:
 * - 返工 `rework`: each verification failed in the window;
 * - 通报批评 `criticism`: each rung of that kind decided in the window;
 * - 同一问题连续两期被点名 `repeatedFinding`: each finding that began in the window where the unit already had one of the
 *   same place and category begin in the window before, and each relapse that began in the window;
 * - 任务逾期 `lateTask`: each task due in the window and not done in time.
 */
export function prepareDeductions(deductions: RankingConfig['deductions'], window: Window, previous?: Window) {
  const kinds = new Set(deductions.map(({ per }) => per));
  return {
    case(book: DeductionBook, item: Case): void {
      if (kinds.has('rework')) book.addRework(item, window);
      if (kinds.has('criticism')) book.addCriticism(item, window);
      if (kinds.has('repeatedFinding')) book.addFinding(item, window, previous);
    },
    task(book: DeductionBook, task: TaskFact): void {
      if (kinds.has('lateTask')) book.addTask(task, window);
    },
  };
}
