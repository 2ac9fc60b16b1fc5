import type { Decision } from '../accountability/decision.ts';
import type { PeriodKind, RungName } from '../campaign/vocabulary.ts';
import type { Instant } from '../instant.ts';
import type { Exclusions, Window } from '../measures/measure.ts';
import type { Placing } from '../ranking/ranking-document.ts';

export type BulletinKind = PeriodKind | 'phase';

/** A number with all that is printed beside it. */
export interface BulletinNumber {
  readonly key: string;
  readonly title: string;
  readonly titleEn: string;
  /** As printed: `93.72%`. */
  readonly text: string;
  readonly value: number | null;
  readonly numerator: number;
  /** Null for a plain count, which has no base. */
  readonly denominator: number | null;
  readonly excluded: number;
  readonly exclusions: Exclusions;
  /** Base and exclusions in words: `121 ÷ 143；未计入：挂账7`; empty for a plain count. */
  readonly basis: string;
  readonly window: Window;
  readonly formula: string;
  readonly formulaEn: string;
}

export interface GateRow {
  readonly gate: string;
  readonly name: string;
  readonly on: string;
  readonly target: string;
  /** With its base: `68.50% (137/200)`; null where there was none. */
  readonly measured: string | null;
  readonly met: boolean;
  /** What follows from it; empty where it was met. */
  readonly consequence: string;
  readonly summary: string;
  readonly summaryEn: string;
}

/** One measure of one unit in a ranking table. */
export interface RankedCell {
  readonly text: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
}

export interface RankedRow {
  readonly unit: string;
  readonly name: string;
  readonly rank: number;
  readonly score: string;
  readonly cells: readonly RankedCell[];
  readonly vetoes: readonly string[];
  /** 一票否决, 红旗, 黄旗 as they apply. */
  readonly remarks: readonly string[];
}

export interface LeagueTable {
  readonly league: string;
  readonly name: string;
  readonly rows: readonly RankedRow[];
  readonly unranked: ReadonlyArray<{ readonly unit: string; readonly name: string; readonly reason: string }>;
  /** Here and in the flags, `sharedBy` holds names. */
  readonly bottom: readonly Placing[];
  readonly bottomNote?: string;
  readonly red: readonly Placing[];
  readonly yellow: readonly Placing[];
}

export interface RankingSection {
  readonly period: string;
  readonly ledgerHash: string;
  readonly ruleSet: string;
  readonly columns: ReadonlyArray<{
    readonly key: string;
    readonly title: string;
    readonly weight: number;
    readonly formula: string;
  }>;
  readonly leagues: readonly LeagueTable[];
}

export interface ProposalRow {
  readonly id: string;
  readonly unitName: string;
  readonly summary: string;
  /** The placings it rests on; none where it rests on cases. */
  readonly evidence: readonly string[];
  /** The problems it rests on; none where it rests on placings. */
  readonly cases: readonly string[];
  readonly sharedBy: readonly string[];
  readonly basis: string;
  readonly status: 'pending' | Decision['decision'];
  /** Who decided, why; absent while pending. */
  readonly decidedBy?: string;
  readonly reason?: string;
}

/** One finding 问题 with its deadline and requirement. */
export interface FindingRow {
  /** With the life behind a slash where it is a relapse: `J-1/2`. */
  readonly problem: string;
  /** Here and in `unitName`, empty while it waits for dispatch. */
  readonly unit: string;
  readonly unitName: string;
  readonly category: string;
  readonly place: string;
  readonly requirement: string;
  readonly dispatchedAt?: Instant;
  readonly dueAt: Instant | null;
  /** At the end of the period. */
  readonly status: string;
}

export interface LateTaskRow {
  readonly task: string;
  readonly name: string;
  readonly unit: string;
  readonly unitName: string;
  readonly dueAt: Instant;
  /** Done all the same, but late. */
  readonly doneAt?: Instant;
}

/** A bulletin 通报: everything on its page, as data. */
export interface Bulletin {
  readonly kind: BulletinKind;
  readonly campaign: string;
  readonly campaignName: string;
  readonly issuer: string;
  readonly timeZone: string;
  /** `〔2026〕第12期`. */
  readonly number: string;
  readonly title: string;
  /** The days it covers, both included, in the campaign's zone. */
  readonly covers: string;
  /** The key of the period, or the phase. */
  readonly period: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Up to when facts were known. */
  readonly cutoff: Instant;
  readonly issuedAt: Instant;
  readonly numbers: readonly BulletinNumber[];
  readonly gates: readonly GateRow[];
  readonly ranking?: RankingSection;
  readonly escalations: ReadonlyArray<{ readonly rung: RungName; readonly title: string; readonly count: number }>;
  readonly lateTasks: readonly LateTaskRow[];
  /** What was found in the period; left out of a phase's bulletin, whose weeks have listed it. */
  readonly findings?: readonly FindingRow[];
  /** Made or decided in the period. */
  readonly proposals: readonly ProposalRow[];
  /** Not named, and still waiting for a decision at the end of the period. */
  readonly pendingBefore: number;
}
