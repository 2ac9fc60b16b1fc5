import type { RankingConfig } from '../campaign/ranking-schema.ts';
import type { PeriodKind } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import type { Measure } from '../measures/measure.ts';

export type DeductionKind = RankingConfig['deductions'][number]['per'];

/** A measure of one unit; formula and window stand once in the document's `definitions`. */
export type RankedMeasure = Omit<Measure, 'window' | 'formula' | 'formulaEn'>;

export interface DeductionLine {
  readonly per: DeductionKind;
  readonly count: number;
  /** Points for each. */
  readonly points: number;
  readonly total: number;
  /** The cases or tasks behind the count, one each time. */
  readonly cases: readonly string[];
}

export interface RankedEntry {
  readonly unit: string;
  readonly name: string;
  /** 1-2-2-4: equal scores share a rank. */
  readonly rank: number;
  /** To six decimals; null for a vetoed unit without any base. */
  readonly score: number | null;
  /** As printed, to two decimals. */
  readonly scoreText: string;
  /** Before deductions. */
  readonly base: number | null;
  readonly deductions: readonly DeductionLine[];
  readonly vetoes: readonly string[];
  /** Why the unit stands below all others, where a veto put it there. */
  readonly note?: string;
  readonly noteEn?: string;
  readonly measures: Readonly<Record<string, RankedMeasure>>;
}

export interface UnrankedUnit {
  readonly unit: string;
  readonly name: string;
  readonly reason: string;
  readonly reasonEn: string;
  readonly measures: Readonly<Record<string, RankedMeasure>>;
}

/** A placing with its value, and the units that share its reward or penalty (同奖同罚). */
export interface Placing {
  readonly unit: string;
  readonly name: string;
  readonly rank: number;
  readonly score: number | null;
  readonly scoreText: string;
  readonly sharedBy: readonly string[];
}

export interface LeagueRanking {
  readonly league: string;
  readonly name: string;
  /** Best first; within a tie by unit id. */
  readonly entries: readonly RankedEntry[];
  readonly unranked: readonly UnrankedUnit[];
  /** The last n, ties included. */
  readonly bottom: readonly Placing[];
  /** Why nobody is named at the bottom. */
  readonly bottomNote?: string;
  readonly bottomNoteEn?: string;
  readonly flags: { readonly red: readonly Placing[]; readonly yellow: readonly Placing[] };
}

/** What stands behind one column of the ranking. */
export interface MeasureNote {
  readonly key: string;
  readonly weight: number;
  readonly title: string;
  readonly titleEn: string;
  readonly formula: string;
  readonly formulaEn: string;
}

/** A ranking as it is kept and published; never changed afterwards. */
export interface RankingDocument {
  readonly kind: PeriodKind;
  /** The key of the period: `2026-W10`, `2026-03`. */
  readonly period: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Up to when facts were known: the window's end. */
  readonly cutoff: Instant;
  readonly computedAt: Instant;
  readonly ruleSet: string;
  readonly ledgerHash: string;
  readonly definitions: readonly MeasureNote[];
  readonly leagues: readonly LeagueRanking[];
  /** Units with cases that stand in no league, such as the pool 待派遣: counted, not ranked. */
  readonly outside: ReadonlyArray<Pick<UnrankedUnit, 'unit' | 'measures'>>;
}
