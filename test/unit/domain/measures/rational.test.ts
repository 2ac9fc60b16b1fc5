import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, minus, over, plus, rational, times, toDecimal } from '../../../../shared/domain/measures/rational.ts';

describe('rational', () => {
  it.each([
    [0.35, '0.3500'],
    [-0.5, '-0.5000'],
    [1e-7, '0.0000'],
    [1.5e21, '1500000000000000000000.0000'],
    [-0.00001, '0.0000'],
  ])('reads %d as written', (value, text) => {
    expect(toDecimal(rational(value), 4)).toBe(text);
  });

  it('adds tenths exactly', () => {
    expect(compare(plus(rational(0.1), rational(0.2)), rational(0.3))).toBe(0);
    expect(compare(minus(rational(100), times(rational(3), rational(0.2))), rational(99.4))).toBe(0);
  });

  it.each([
    [0.125, 2, '0.13'],
    [-0.125, 2, '-0.13'],
    [2.5, 0, '3'],
    [0.994999, 2, '0.99'],
  ])('rounds the half of %d away from zero', (value, places, text) => {
    expect(toDecimal(rational(value), places)).toBe(text);
  });

  it('keeps the sign out of the base when dividing', () => {
    expect(toDecimal(over(rational(1), rational(-4)), 2)).toBe('-0.25');
  });

  it('refuses a base of 0 and what is no number', () => {
    expect(() => over(rational(1), rational(0))).toThrow('base of 0');
    expect(() => rational(Number.NaN)).toThrow('NaN is no number');
  });

  it('orders as numbers do', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(
        number,
        number,
        (a, b) => Math.sign(compare(rational(a), rational(b))) === Math.sign(a - b) || a - b === 0,
      ),
    );
  });
});
