import type { AccountabilityRule } from '../campaign/ranking-schema.ts';
import type { PeriodKind } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import { bottomOf } from '../ranking/placings.ts';
import type { LeagueRanking, RankedEntry } from '../ranking/ranking-document.ts';

type SeriesEntry = Pick<RankedEntry, 'unit' | 'name' | 'rank' | 'score' | 'scoreText' | 'vetoes'>;
type SeriesLeague = Pick<LeagueRanking, 'league' | 'name' | 'flags'> & { readonly entries: readonly SeriesEntry[] };

/** What accountability needs of a published ranking; where one was corrected, of its correction. */
export interface SeriesRanking {
  readonly kind: PeriodKind;
  readonly period: string;
  readonly from: Instant;
  readonly sha256: string;
  readonly leagues: readonly SeriesLeague[];
}

/** A ranking that speaks against a unit: the place it took there, and the hash of the document that says so. */
export interface Evidence {
  readonly period: string;
  readonly league: string;
  readonly rank: number;
  /** How many were ranked. */
  readonly of: number;
  readonly score: number | null;
  readonly scoreText: string;
  readonly ranking: string;
}

/** One ranking seen from one unit; `silent` where it says nothing about the occasion. */
export type Mark =
  | { readonly kind: 'silent' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'occasion'; readonly evidence: Evidence };

const SILENT: Mark = { kind: 'silent' };
const CLEAR: Mark = { kind: 'clear' };

type Occasion = AccountabilityRule['occasion'];

/** The units of a league an occasion falls on; undefined where the league is too small to have a bottom. */
function unitsHit(league: SeriesLeague, occasion: Occasion): ReadonlySet<string> | undefined {
  if ('flag' in occasion) return new Set(league.flags.yellow.map(({ unit }) => unit));
  if ('veto' in occasion) {
    return new Set(league.entries.filter(({ vetoes }) => vetoes.length > 0).map(({ unit }) => unit));
  }
  const bottom = bottomOf(league.entries, occasion.bottom);
  return bottom.note ? undefined : new Set(bottom.units.map(({ unit }) => unit));
}

/**
 * What a ranking says of each unit it ranked, by league. A unit it did not rank has no mark: too few cases are neither a
 * bad placing nor a good one. A league no larger than the bottom it would name is silent about all its units.
 */
export function marksOf(ranking: SeriesRanking, occasion: Occasion): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const league of ranking.leagues) {
    const hit = unitsHit(league, occasion);
    for (const { unit, rank, score, scoreText } of league.entries) {
      const evidence = {
        period: ranking.period,
        league: league.league,
        rank,
        of: league.entries.length,
        score,
        scoreText,
        ranking: ranking.sha256,
      };
      marks.set(unit, !hit ? SILENT : hit.has(unit) ? { kind: 'occasion', evidence } : CLEAR);
    }
  }
  return marks;
}

/** A unit's marks over a series of rankings, oldest first; silent where it was not ranked. */
export const marksOfUnit = (series: ReadonlyArray<ReadonlyMap<string, Mark>>, unit: string): Mark[] =>
  series.map((marks) => marks.get(unit) ?? SILENT);
