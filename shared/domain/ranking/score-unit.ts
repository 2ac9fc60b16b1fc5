import type { RankingConfig } from '../campaign/ranking-schema.ts';
import type { Measure } from '../measures/measure.ts';
import { MEASURE_TABLE } from '../measures/measures.ts';
import { minus, plus, type Rational, rational, times, toDecimal } from '../measures/rational.ts';
import type { UnitBook } from './book-keeper.ts';
import type { DeductionLine, RankedEntry, RankedMeasure, UnrankedUnit } from './ranking-document.ts';
import { baseScore } from './score.ts';

/** A unit's result before its place is known; the score is exact. */
export interface Scored {
  readonly score: Rational | null;
  readonly isVetoed: boolean;
  readonly entry: Omit<RankedEntry, 'rank'>;
}

/** Six decimals: far finer than any printed score, and free of floating-point noise. */
const toNumber = (value: Rational): number => Number(toDecimal(value, 6));

function deductionLines(book: UnitBook, deductions: RankingConfig['deductions']): DeductionLine[] {
  return deductions.flatMap(({ per, points }) => {
    const cases = book.deductions.idsOf(per);
    const total = toNumber(times(rational(points), rational(cases.length)));
    return cases.length === 0 ? [] : [{ per, count: cases.length, points, total, cases }];
  });
}

const VETO_NOTE = (vetoes: readonly string[]) => ({
  note: `一票否决（${vetoes.join('、')}），列本组末位`,
  noteEn: `vetoed (${vetoes.join(', ')}): below all others of the league`,
});

/**
 * The unit's score: the weighted mean of its measures − deductions. It may fall below 0, so that deductions still tell
 * the last units apart.
 */
export function scoreUnit(
  book: UnitBook,
  name: string,
  measures: readonly Measure[],
  byKey: Record<string, RankedMeasure>,
  config: RankingConfig,
): Scored {
  const base = baseScore(measures, config.score);
  const lines = deductionLines(book, config.deductions);
  const total = lines.reduce(
    (sum, { points, count }) => plus(sum, times(rational(points), rational(count))),
    rational(0),
  );
  const score = base && minus(base, total);
  const vetoes = [...book.vetoes].toSorted();
  const isVetoed = config.veto === 'bottom' && vetoes.length > 0;
  const entry = {
    unit: book.unit,
    name,
    score: score && toNumber(score),
    scoreText: score ? toDecimal(score, 2) : '—',
    base: base && toNumber(base),
    deductions: lines,
    vetoes,
    ...(isVetoed && VETO_NOTE(vetoes)),
    measures: byKey,
  };
  return { score, isVetoed, entry };
}

type Reason = Pick<UnrankedUnit, 'reason' | 'reasonEn'>;

/**
 * Why a unit is left out of its league's ranking, or null. What counts is the base of the first score measure; a vetoed
 * unit is never spared by having too few cases.
 */
export function unrankedReason(scored: Scored, first: Measure | undefined, minCases: number): Reason | null {
  if (scored.isVetoed) return null;
  const count = first?.cases.denominator.length ?? 0;
  if (first && count < minCases) {
    const { base } = MEASURE_TABLE[first.name];
    return {
      reason: `本期${base.zh} ${count} ${base.counter}，少于 ${minCases} ${base.counter}，不参加排名`,
      reasonEn: `${base.en}: ${count}, fewer than ${minCases}, so not ranked`,
    };
  }
  if (scored.score) return null;
  return { reason: '本期没有可计分的数据，不参加排名', reasonEn: 'nothing to score in this period, so not ranked' };
}
