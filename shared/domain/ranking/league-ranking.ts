import type { RankingConfig } from '../campaign/ranking-schema.ts';
import type { League, Unit } from '../campaign/unit-schema.ts';
import type { PeriodKind } from '../campaign/vocabulary.ts';
import { compare } from '../measures/rational.ts';
import { type BookKeeper, measuresByKey } from './book-keeper.ts';
import { bottomOf, competitionRanks, flagsOf, placingOf, sharers } from './placings.ts';
import type { LeagueRanking, RankedEntry, UnrankedUnit } from './ranking-document.ts';
import { type Scored, scoreUnit, unrankedReason } from './score-unit.ts';

/** What a ranking needs of a unit. */
export type RankedUnit = Pick<Unit, 'id' | 'name' | 'league' | 'linkedTo'>;

/** A unit without a score is below any score. */
function compareScores(a: Scored, b: Scored): number {
  if (!a.score || !b.score) return Number(a.score !== null) - Number(b.score !== null);
  return compare(a.score, b.score);
}

/** Vetoed units last, then by exact score, then by id. */
const byPlace = (a: Scored, b: Scored): number =>
  Number(a.isVetoed) - Number(b.isVetoed) || -compareScores(a, b) || (a.entry.unit < b.entry.unit ? -1 : 1);

function placeEntries(scored: readonly Scored[]): RankedEntry[] {
  const sorted = scored.toSorted(byPlace);
  const ranks = competitionRanks(sorted, (a, b) => a.isVetoed === b.isVetoed && compareScores(a, b) === 0);
  return sorted.map(({ entry: { unit, name, ...rest } }, index) => ({ unit, name, rank: ranks[index] ?? 1, ...rest }));
}

function placeLeague(keeper: BookKeeper, units: readonly RankedUnit[], minCases: number, ranking: RankingConfig) {
  const scored: Scored[] = [];
  const unranked: UnrankedUnit[] = [];
  for (const { id, name } of units.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const measures = keeper.measuresOf(id);
    const byKey = measuresByKey(measures, ranking);
    const result = scoreUnit(keeper.open(id), name, measures, byKey, ranking);
    const reason = unrankedReason(result, measures[0], minCases);
    if (reason) unranked.push({ unit: id, name, ...reason, measures: byKey });
    else scored.push(result);
  }
  return { entries: placeEntries(scored), unranked };
}

const NO_FLAGS = { red: 0, yellow: 0 };

/** Ranks every league by what its units' books hold; flags are given with monthly rankings alone (S4). */
export function rankAll(
  keeper: BookKeeper,
  leagues: readonly League[],
  units: readonly RankedUnit[],
  ranking: RankingConfig,
  kind: PeriodKind,
): LeagueRanking[] {
  const shared = sharers(units);
  const place = (entry: RankedEntry) => placingOf(entry, shared);
  return leagues.map((league) => {
    const own = units.filter((unit) => unit.league === league.id);
    const { entries, unranked } = placeLeague(keeper, own, league.minCases ?? ranking.minCases, ranking);
    const bottom = bottomOf(entries, ranking.bottom);
    const flags = flagsOf(entries, kind === 'monthly' ? ranking.flags : NO_FLAGS);
    return {
      league: league.id,
      name: league.name,
      entries,
      unranked,
      bottom: bottom.units.map(place),
      ...(bottom.note && { bottomNote: bottom.note.zh, bottomNoteEn: bottom.note.en }),
      flags: { red: flags.red.map(place), yellow: flags.yellow.map(place) },
    };
  });
}
