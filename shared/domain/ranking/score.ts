import type { MeasureName } from '../campaign/measure-schema.ts';
import type { RankingConfig } from '../campaign/ranking-schema.ts';
import type { Measure } from '../measures/measure.ts';
import { MEASURE_TABLE } from '../measures/measures.ts';
import { compare, minus, over, plus, type Rational, rational, times } from '../measures/rational.ts';

const ZERO = rational(0);
const HUNDRED = rational(100);

/** Whether a measure can be turned into points: shares and scores can, hours and counts have no natural 100. */
export const isScorable = (name: MeasureName): boolean => ['rate', 'score'].includes(MEASURE_TABLE[name].unit);

const clamp = (points: Rational): Rational =>
  compare(points, ZERO) < 0 ? ZERO : compare(points, HUNDRED) > 0 ? HUNDRED : points;

/**
 * A measure as 0 to 100 points, exact: a rate × 100, and where lower is better (返工率, 延期率, 反弹率) 100 − rate × 100.
 * Null without a base. Throws on a measure that can't be scored, which `rankingProblems` finds beforehand.
 */
export function pointsOf({ name, numerator, denominator, value }: Measure): Rational | null {
  if (!isScorable(name)) throw new Error(`${name} has no scale of 100 points, so it can't be part of a score`);
  if (value === null) return null;
  const points = times(over(rational(numerator), rational(denominator)), HUNDRED);
  return clamp(MEASURE_TABLE[name].better === 'lower' ? minus(HUNDRED, points) : points);
}

/** The weighted mean of the measures that have a base; null when none has. */
export function baseScore(measures: readonly Measure[], terms: RankingConfig['score']): Rational | null {
  let sum = ZERO;
  let weights = ZERO;
  terms.forEach(({ weight }, index) => {
    const measure = measures[index];
    const points = measure && pointsOf(measure);
    if (!points) return;
    sum = plus(sum, times(points, rational(weight)));
    weights = plus(weights, rational(weight));
  });
  return weights.n === 0n ? null : over(sum, weights);
}
