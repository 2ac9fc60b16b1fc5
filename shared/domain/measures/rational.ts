/** An exact fraction, so that neither ties nor the last printed digit depend on floating point. `d` is above 0. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** The number as written in decimal: 0.35 is 35/100. Throws on infinities and NaN. */
export function rational(value: number): Rational {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no number that can be counted with`);
  const [mantissa = '0', exponent = '0'] = value.toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power >= 0 ? { n: digits * 10n ** BigInt(power), d: 1n } : { n: digits, d: 10n ** BigInt(-power) };
}

export const plus = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const minus = (a: Rational, b: Rational): Rational => plus(a, { n: -b.n, d: b.d });
export const times = (a: Rational, b: Rational): Rational => ({ n: a.n * b.n, d: a.d * b.d });

/** Throws a RangeError when `b` is 0. */
export function over(a: Rational, b: Rational): Rational {
  if (b.n === 0n) throw new RangeError('division by a base of 0');
  const sign = b.n < 0n ? -1n : 1n;
  return { n: sign * a.n * b.d, d: sign * a.d * b.n };
}

/** Negative when `a` is the smaller, 0 when both are exactly equal. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** In decimal with so many places, halves rounded away from zero as offices do. */
export function toDecimal(value: Rational, places: number): string {
  const scale = 10n ** BigInt(places);
  const size = value.n < 0n ? -value.n : value.n;
  const rounded = (2n * size * scale + value.d) / (2n * value.d);
  const sign = value.n < 0n && rounded > 0n ? '-' : '';
  if (places === 0) return `${sign}${rounded}`;
  return `${sign}${rounded / scale}.${String(rounded % scale).padStart(places, '0')}`;
}
