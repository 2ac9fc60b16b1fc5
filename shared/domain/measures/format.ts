import type { Measure } from './measure.ts';
import { MEASURE_TABLE } from './measures.ts';
import { over, type Rational, rational, times, toDecimal } from './rational.ts';

const PER_CENT: Rational = { n: 100n, d: 1n };

/** numerator ÷ denominator as a percentage, halves rounded up: "93.72%"; "—" without a base. */
export function percentText(numerator: number, denominator: number, places = 2): string {
  if (denominator === 0) return '—';
  return `${toDecimal(times(over(rational(numerator), rational(denominator)), PER_CENT), places)}%`;
}

type ValuedMeasure = Pick<Measure, 'name' | 'numerator' | 'denominator' | 'value'>;

/** The value as people read it: "93.72%", "86.50" points, "31.5" hours, "12"; "—" without a base. */
export function valueText({ name, numerator, denominator, value }: ValuedMeasure): string {
  if (value === null) return '—';
  switch (MEASURE_TABLE[name].unit) {
    case 'rate':
      return percentText(numerator, denominator);
    case 'score':
      return toDecimal(times(over(rational(numerator), rational(denominator)), PER_CENT), 2);
    case 'hours':
      return toDecimal(over(rational(numerator), rational(denominator)), 1);
    case 'count':
      return String(numerator);
  }
}
