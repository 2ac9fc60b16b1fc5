import type { MeasureName } from '../campaign/measure-schema.ts';
import type { Gate } from '../campaign/phase-schema.ts';
import { percentText } from '../measures/format.ts';
import { MEASURE_TABLE } from '../measures/measures.ts';

const upToTwoDigits = (value: number): string => String(Number(value.toFixed(2)));

/** What a gate found: the base always, the value null where there is none. */
export interface Measured {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}

/** A target as people read it: `≥ 70%`. */
export function targetText(name: MeasureName, target: Gate['target']): string {
  const [sign, value] = 'atLeast' in target ? ['≥', target.atLeast] : ['≤', target.atMost];
  return `${sign} ${MEASURE_TABLE[name].unit === 'rate' ? `${upToTwoDigits(value * 100)}%` : upToTwoDigits(value)}`;
}

/** A measured value with its base, as people read it: `68.50% (137/200)`; null where there is no base. */
export function measuredText(name: MeasureName, { numerator, denominator, value }: Measured): string | null {
  if (value === null) return null;
  if (MEASURE_TABLE[name].unit !== 'rate') return upToTwoDigits(value);
  return `${percentText(numerator, denominator)} (${numerator}/${denominator})`;
}
