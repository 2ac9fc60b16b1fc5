import type { Bilingual } from '../bilingual.ts';
import type { MeasureName, MeasureSpec } from '../campaign/measure-schema.ts';
import type { Instant } from '../instant.ts';
import type { Case } from '../problem/cases.ts';

/**
 * A stretch of time, half-open: `from` belongs to it, `to` does not. `to` is also the cut-off: what happened later is
 * as unknown, so a window that is still running is asked with `to` = now.
 */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** Why cases were left out of a base. */
export interface Exclusions {
  readonly parked: number;
  readonly upheld: number;
}

/** A number with everything needed to check it. */
export interface Measure {
  readonly name: MeasureName;
  readonly numerator: number;
  readonly denominator: number;
  /** The sum of the exclusions. */
  readonly excluded: number;
  readonly exclusions: Exclusions;
  /** In the measure's own unit; null where there is no base. */
  readonly value: number | null;
  /** What stands behind each number: cases ("P-1", later lives "P-1/2"), inspections, tasks or units. */
  readonly cases: {
    readonly numerator: readonly string[];
    readonly denominator: readonly string[];
    readonly excluded: readonly string[];
  };
  readonly window: Window;
  readonly formula: string;
  readonly formulaEn: string;
}

/** What measures count beside cases. */
export interface InspectionFact {
  readonly id: string;
  readonly unit: string;
  readonly at: Instant;
  /** Points given and points looked at, by the standard. */
  readonly earned: number;
  readonly checked: number;
  /** Veto checkpoints that failed. */
  readonly vetoes: readonly string[];
}

export interface TaskFact {
  /** Unique per occurrence, so the third weekly report has an id of its own. */
  readonly task: string;
  readonly unit: string;
  readonly dueAt: Instant;
  readonly doneAt?: Instant;
}

/** A problem in the pool 待派遣: recorded, but not yet any unit's case. */
export interface PooledFact {
  readonly problem: string;
  readonly category: string;
  readonly recordedAt: Instant;
}

export interface MeasureFacts {
  readonly cases?: Iterable<Case>;
  readonly inspections?: Iterable<InspectionFact>;
  readonly tasks?: Iterable<TaskFact>;
  readonly pooled?: Iterable<PooledFact>;
  /** The units that are due for inspection; for one unit, itself. */
  readonly units?: Iterable<string>;
}

/** The running sums of one measure; one per unit, filled case by case without any allocation but ids. */
export class Sums {
  numerator = 0;
  denominator = 0;
  readonly exclusions = { parked: 0, upheld: 0 };
  readonly cases = { numerator: [] as string[], denominator: [] as string[], excluded: [] as string[] };

  hit(id: string, amount = 1): void {
    this.numerator += amount;
    this.cases.numerator.push(id);
  }

  base(id: string, amount = 1): void {
    this.denominator += amount;
    this.cases.denominator.push(id);
  }

  exclude(id: string, reason: keyof Exclusions): void {
    this.exclusions[reason] += 1;
    this.cases.excluded.push(id);
  }
}

type Adder<Fact> = (sums: Sums, fact: Fact) => void;

/** How a measure counts each kind of fact in one window; kinds it doesn't look at are absent. */
export interface Counting {
  readonly case?: Adder<Case>;
  readonly inspection?: Adder<InspectionFact>;
  readonly task?: Adder<TaskFact>;
  readonly pooled?: Adder<PooledFact>;
  readonly unit?: Adder<string>;
  /** What the sums come to, where that is more than reading them. */
  readonly finish?: (sums: Sums) => Pick<Sums, 'numerator' | 'denominator' | 'cases'>;
}

export interface MeasureDefinition {
  /** `rate` is a share (0.9372 = 93.72 %), `score` runs from 0 to 100. */
  readonly unit: 'rate' | 'score' | 'count' | 'hours';
  readonly better: 'higher' | 'lower';
  readonly title: Bilingual;
  /** What the denominator counts, as in “本期应结案 3 件” and “3 cases due”. */
  readonly base: Bilingual & { readonly counter: string };
  readonly formula: Bilingual;
  readonly counting: (spec: MeasureSpec, window: Window) => Counting;
}

/** The id of a case: its problem, with the number of the life from the second on. */
export const caseId = (item: Case): string => (item.life === 1 ? item.problem : `${item.problem}/${item.life}`);

/** Whether a moment that may not have come yet lies in the window. */
export const within = (window: Window, at: Instant | null | undefined): at is Instant =>
  at !== undefined && at !== null && at >= window.from && at < window.to;

/**
 * Whether the case is closed as known at the cut-off. A case settles only through its closing, so a filing in time
 * whose verification came after the cut-off is not yet known to have settled.
 */
export function closedBy(item: Case, cutoff: Instant): boolean {
  const closedAt = item.closedAt ?? item.settledAt;
  return closedAt !== undefined && closedAt <= cutoff;
}

/** When the obligation began: of a relapse with its reopening, else with the record. */
export const beganAt = (item: Case): Instant => (item.relapse ? item.dispatchedAt : item.recordedAt);
