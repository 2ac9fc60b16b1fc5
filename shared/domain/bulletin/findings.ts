import type { Instant } from '../instant.ts';
import { beganAt, type Window, within } from '../measures/measure.ts';
import type { Case } from '../problem/cases.ts';
import { isOverdue, type ProblemState } from '../problem/problem-state.ts';
import type { FindingRow } from './bulletin.ts';

interface Names {
  unit(id: string): string;
  category(id: string): string;
}

/** What was found in a window, each with its requirement and deadline, as it stood at the window's end (S2b, S3). */
export interface FindingsRun {
  add(item: Case, state: ProblemState): void;
  addPooled(state: ProblemState): void;
  /** By unit, the most urgent first; what waits for dispatch at the end. */
  result(): readonly FindingRow[];
}

const STATUS: Readonly<Record<ProblemState['status'], string>> = {
  recorded: '待派遣',
  dispatched: '办理中',
  returned: '已回退',
  rectified: '待核查',
  parked: '挂账',
  closed: '已销号',
  merged: '已合并',
  voided: '已作废',
};

function statusOf(item: Case, state: ProblemState, end: Instant): string {
  const life = state.lives[item.life - 1];
  // An earlier life of a relapse ended by being closed.
  const status = STATUS[item.life < state.lives.length ? 'closed' : state.status];
  return life && isOverdue(life, end) ? `${status}（超期）` : status;
}

const factsOf = ({ category, place, description }: ProblemState, names: Names) => ({
  category: names.category(category),
  place,
  requirement: description,
});

/** Begins the list of what was found in a window, fed in any order. */
export function createFindings(window: Window, names: Names): FindingsRun {
  const rows: FindingRow[] = [];
  return {
    add(item, state) {
      if (!within(window, beganAt(item))) return;
      const { problem, life, unit, dueAt, dispatchedAt } = item;
      rows.push({
        problem: life === 1 ? problem : `${problem}/${life}`,
        unit,
        unitName: names.unit(unit),
        ...factsOf(state, names),
        dispatchedAt,
        dueAt,
        status: statusOf(item, state, window.to),
      });
    },
    addPooled(state) {
      if (!within(window, state.recordedAt)) return;
      const { id: problem } = state;
      rows.push({ problem, unit: '', unitName: '', ...factsOf(state, names), dueAt: null, status: STATUS.recorded });
    },
    result: () => rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

const LAST = '\uffff';

const keyOf = ({ unit, dueAt, problem }: FindingRow): string => [unit || LAST, dueAt ?? LAST, problem].join('\u0000');
