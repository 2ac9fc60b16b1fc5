import type { InspectionSource, RungName, Severity } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import { filedInEarnest, type Life, type ProblemState } from './problem-state.ts';

/** What a measure counts: one life of one problem, as known at a cut-off. */
export interface Case {
  readonly problem: string;
  /** 1 for the first life. */
  readonly life: number;
  readonly unit: string;
  readonly category: string;
  readonly severity: Severity;
  readonly source: InspectionSource;
  readonly place: string;
  readonly recordedAt: Instant;
  readonly dispatchedAt: Instant;
  readonly dueAt: Instant | null;
  /** The moment compared with `dueAt`. */
  readonly settledAt?: Instant;
  readonly closedAt?: Instant;
  /** Filed and waiting for verification, where filing is what counts: a slow verifier hurts nobody. */
  readonly filedAt?: Instant;
  readonly parked: boolean;
  /** An upheld appeal: once overdue it stays, but the ranking leaves the case out. */
  readonly upheld: boolean;
  readonly relapse: boolean;
  readonly reworksAt: readonly Instant[];
  readonly extensionsAt: readonly Instant[];
  readonly method?: string;
  readonly escalations: ReadonlyArray<{ readonly step: string; readonly rung: RungName; readonly at: Instant }>;
}

function toCase(state: ProblemState, life: Life, index: number): Case {
  const filedAt = life.closedAt ? undefined : filedInEarnest(life);
  return {
    problem: state.id,
    life: index + 1,
    unit: life.unit,
    category: state.category,
    severity: state.severity,
    source: state.source,
    place: state.place,
    recordedAt: state.recordedAt,
    dispatchedAt: life.dispatchedAt,
    dueAt: life.schedule.dueAt,
    settledAt: life.settledAt,
    closedAt: life.closedAt,
    ...(filedAt && { filedAt }),
    parked: state.status === 'parked' && index === state.lives.length - 1,
    upheld: life.appeal === 'upheld',
    relapse: life.relapse,
    reworksAt: life.reworksAt,
    extensionsAt: life.extensionsAt,
    method: life.filed?.method,
    escalations: life.decided,
  };
}

/** The cases of a problem; lives that were reassigned, merged or voided count nowhere. */
export function casesOf(state: ProblemState): Case[] {
  const cases: Case[] = [];
  state.lives.forEach((life, index) => {
    if (!life.dropped) cases.push(toCase(state, life, index));
  });
  return cases;
}
