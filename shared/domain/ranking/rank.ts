import type { RankingConfig } from '../campaign/ranking-schema.ts';
import type { League } from '../campaign/unit-schema.ts';
import type { PeriodKind } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import type { InspectionFact, TaskFact, Window } from '../measures/measure.ts';
import type { Case } from '../problem/cases.ts';
import { BookKeeper, measuresByKey } from './book-keeper.ts';
import { type RankedUnit, rankAll } from './league-ranking.ts';
import type { RankingDocument } from './ranking-document.ts';
import { describeMeasures } from './score-notes.ts';

/** What is known before the first case is read. */
export interface RankingSetup {
  readonly period: { readonly kind: PeriodKind; readonly key: string } & Window;
  /** The period before, for findings named twice running. */
  readonly previous?: Window;
  readonly leagues: readonly League[];
  readonly units: readonly RankedUnit[];
  readonly ranking: RankingConfig;
  readonly ruleSet: string;
}

/** What is known only at the end. */
export interface RankingSeal {
  readonly ledgerHash: string;
  readonly computedAt: Instant;
}

export interface RankingFacts {
  readonly cases: Iterable<Case>;
  readonly inspections?: Iterable<InspectionFact>;
  readonly tasks?: Iterable<TaskFact>;
}

/** A ranking under way, fed fact by fact in any order. */
export interface RankingRun {
  add(item: Case): void;
  addInspection(inspection: InspectionFact): void;
  addTask(task: TaskFact): void;
  result(seal: RankingSeal): RankingDocument;
}

/** Units with cases but without a league, by id. */
function outsideOf(keeper: BookKeeper, { units, ranking }: RankingSetup): RankingDocument['outside'] {
  const inLeague = new Set(units.map(({ id }) => id));
  const outside = keeper.units().filter((unit) => !inLeague.has(unit));
  return outside.toSorted().map((unit) => ({ unit, measures: measuresByKey(keeper.measuresOf(unit), ranking) }));
}

/** Begins a ranking of one period; each case is counted as it comes, so a million of them are one pass. */
export function createRanking(setup: RankingSetup): RankingRun {
  const { period, ranking } = setup;
  const window: Window = { from: period.from, to: period.to };
  const keeper = new BookKeeper(ranking, window, setup.previous);
  return {
    add: (item) => keeper.addCase(item),
    addInspection: (inspection) => keeper.addInspection(inspection),
    addTask: (task) => keeper.addTask(task),
    result: ({ ledgerHash, computedAt }) => ({
      kind: period.kind,
      period: period.key,
      ...window,
      cutoff: window.to,
      computedAt,
      ruleSet: setup.ruleSet,
      ledgerHash,
      definitions: describeMeasures(ranking),
      leagues: rankAll(keeper, setup.leagues, setup.units, ranking, period.kind),
      outside: outsideOf(keeper, setup),
    }),
  };
}

/** Ranks every league of one period at its end; the same facts in any order give the same document. */
export function rankLeagues(setup: RankingSetup, facts: RankingFacts, seal: RankingSeal): RankingDocument {
  const run = createRanking(setup);
  for (const item of facts.cases) run.add(item);
  for (const inspection of facts.inspections ?? []) run.addInspection(inspection);
  for (const task of facts.tasks ?? []) run.addTask(task);
  return run.result(seal);
}
