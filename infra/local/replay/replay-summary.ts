import type { LedgerCounts } from '../../../functions/ledger-import/ledger/read-ledger.ts';
import type { RungName } from '../../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../../shared/domain/instant.ts';
import { currentLife, isOverdue, type ProblemState } from '../../../shared/domain/problem/problem-state.ts';
import { ledgerHash } from '../../../shared/domain/ranking/ledger-hash.ts';
import type { ProblemLedger } from '../../../shared/stores/problem-ledger.ts';

interface UnitTotals {
  total: number;
  closed: number;
  overdue: number;
  onTime: number;
  /** overdue ÷ total. */
  overdueRate: number;
}

/** What a replay comes to; every count is taken from the ledger that was replayed, not from the file. */
export interface ReplaySummary {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly flagged: number;
  readonly problems: {
    total: number;
    closed: number;
    open: number;
    closedLate: number;
    openOverdue: number;
    overdue: number;
    onTime: number;
    withoutDeadline: number;
  };
  readonly byUnit: Record<string, UnitTotals>;
  readonly escalations: { total: number; byRung: Partial<Record<RungName, number>> };
  readonly ledgerHash: string;
}

/** A rung as it was decided, for `escalations.csv`. */
export interface DecidedRung {
  readonly problem: string;
  readonly unit: string;
  readonly rung: string;
  readonly dueAt: Instant;
  readonly decidedAt: Instant;
}

export interface ReplayResult {
  readonly summary: ReplaySummary;
  readonly escalations: readonly DecidedRung[];
}

/** Adds up a replayed ledger as it stands at `asOf`. */
export async function summarise(
  campaign: string,
  ledger: ProblemLedger,
  counts: LedgerCounts,
  asOf: Instant,
): Promise<ReplayResult> {
  const problems = {
    total: 0,
    closed: 0,
    open: 0,
    closedLate: 0,
    openOverdue: 0,
    overdue: 0,
    onTime: 0,
    withoutDeadline: 0,
  };
  const units = new Map<string, UnitTotals>();
  const byRung: Partial<Record<RungName, number>> = {};
  const escalations: DecidedRung[] = [];
  const heads: Array<{ id: string; head: string }> = [];
  for await (const { state, history } of ledger.all(campaign)) {
    heads.push({ id: state.id, head: history.head });
    addProblem(state, asOf, problems, units);
    for (const rung of rungsOf(state)) {
      escalations.push(rung.decided);
      byRung[rung.name] = (byRung[rung.name] ?? 0) + 1;
    }
  }
  const { rows, accepted, rejected, flagged } = counts;
  return {
    summary: {
      rows,
      accepted,
      rejected,
      flagged,
      problems,
      byUnit: Object.fromEntries([...units].sort(([a], [b]) => (a < b ? -1 : 1))),
      escalations: { total: escalations.length, byRung },
      ledgerHash: ledgerHash(heads),
    },
    escalations: escalations.sort((a, b) => compare(a.decidedAt, b.decidedAt) || compare(a.problem, b.problem)),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function addProblem(
  state: ProblemState,
  asOf: Instant,
  problems: ReplaySummary['problems'],
  units: Map<string, UnitTotals>,
): void {
  const life = currentLife(state);
  const closed = state.status === 'closed';
  const overdue = isOverdue(life, asOf);
  problems.total += 1;
  problems[closed ? 'closed' : 'open'] += 1;
  if (overdue) problems[closed ? 'closedLate' : 'openOverdue'] += 1;
  problems[overdue ? 'overdue' : 'onTime'] += 1;
  if (life.schedule.dueAt === null) problems.withoutDeadline += 1;
  const unit = units.get(life.unit) ?? { total: 0, closed: 0, overdue: 0, onTime: 0, overdueRate: 0 };
  units.set(life.unit, unit);
  unit.total += 1;
  if (closed) unit.closed += 1;
  unit[overdue ? 'overdue' : 'onTime'] += 1;
  unit.overdueRate = unit.overdue / unit.total;
}

function rungsOf(state: ProblemState): Array<{ name: RungName; decided: DecidedRung }> {
  const { unit, schedule, decided } = currentLife(state);
  return decided.map(({ rung, at }) => ({
    name: rung,
    decided: { problem: state.id, unit, rung, dueAt: schedule.dueAt ?? at, decidedAt: at },
  }));
}
