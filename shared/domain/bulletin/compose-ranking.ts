import type { RankingConfig } from '../campaign/ranking-schema.ts';
import { valueText } from '../measures/format.ts';
import { measureKey } from '../measures/measures.ts';
import type { DeductionKind, LeagueRanking, RankedEntry, RankedMeasure } from '../ranking/ranking-document.ts';
import { describeMeasures } from '../ranking/score-notes.ts';
import type { LeagueTable, RankedCell, RankedRow, RankingSection } from './bulletin.ts';
import { tight } from './words.ts';

type EntryInput = Pick<RankedEntry, 'unit' | 'name' | 'rank' | 'scoreText' | 'vetoes'> &
  Partial<Pick<RankedEntry, 'deductions'>> & {
    readonly measures: Readonly<
      Record<string, Pick<RankedMeasure, 'numerator' | 'denominator' | 'excluded' | 'value'>>
    >;
  };

type LeagueInput = Pick<LeagueRanking, 'league' | 'name' | 'bottom' | 'bottomNote' | 'flags'> & {
  readonly entries: readonly EntryInput[];
  readonly unranked: ReadonlyArray<{ readonly unit: string; readonly name: string; readonly reason: string }>;
};

/** A ranking as published; the cases behind its numbers may be left out. */
export interface RankingInput {
  readonly period: string;
  readonly ledgerHash: string;
  readonly ruleSet: string;
  readonly leagues: readonly LeagueInput[];
}

const DEDUCTION_TITLES: Readonly<Record<DeductionKind, string>> = {
  rework: '返工',
  repeatedFinding: '同一问题连续两期被点名',
  criticism: '通报批评',
  lateTask: '任务逾期',
};

function remarksOf(entry: EntryInput, { flags }: LeagueInput): string[] {
  const holds = (placings: LeagueRanking['bottom']) => placings.some(({ unit }) => unit === entry.unit);
  return [
    ...(entry.vetoes.length > 0 ? [`一票否决：${entry.vetoes.join('、')}`] : []),
    ...(entry.deductions ?? []).map(({ per, count, total }) => `${DEDUCTION_TITLES[per]}${count}次，扣${total}分`),
    ...(holds(flags.red) ? ['红旗'] : []),
    ...(holds(flags.yellow) ? ['黄旗'] : []),
  ];
}

function cellsOf(entry: EntryInput, { score }: RankingConfig): RankedCell[] {
  return score.map(({ measure }) => {
    const found = entry.measures[measureKey(measure)];
    if (!found) return { text: '—', numerator: 0, denominator: 0, excluded: 0 };
    const { numerator, denominator, excluded } = found;
    return { text: valueText({ name: measure.name, ...found }), numerator, denominator, excluded };
  });
}

function tableOf(league: LeagueInput, config: RankingConfig, nameOf: (unit: string) => string): LeagueTable {
  const named = (placings: LeagueRanking['bottom']) =>
    placings.map((placing) => ({ ...placing, sharedBy: placing.sharedBy.map(nameOf) }));
  const rows: RankedRow[] = league.entries.map((entry) => ({
    unit: entry.unit,
    name: entry.name,
    rank: entry.rank,
    score: entry.scoreText,
    cells: cellsOf(entry, config),
    vetoes: entry.vetoes,
    remarks: remarksOf(entry, league),
  }));
  return {
    league: league.league,
    name: league.name,
    rows,
    unranked: league.unranked.map(({ unit, name, reason }) => ({ unit, name, reason: tight(reason) })),
    bottom: named(league.bottom),
    ...(league.bottomNote && rows.length > 0 && { bottomNote: tight(league.bottomNote) }),
    red: named(league.flags.red),
    yellow: named(league.flags.yellow),
  };
}

/** A published ranking as tables, each measure with its base, linked units by their names. */
export function composeRanking(
  ranking: RankingInput,
  config: RankingConfig,
  nameOf: (unit: string) => string,
): RankingSection {
  return {
    period: ranking.period,
    ledgerHash: ranking.ledgerHash,
    ruleSet: ranking.ruleSet,
    columns: describeMeasures(config).map(({ key, title, weight, formula }) => ({ key, title, weight, formula })),
    leagues: ranking.leagues.map((league) => tableOf(league, config, nameOf)),
  };
}
