import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/domain/canonical-json.ts';

describe('canonicalJson', () => {
  it('writes keys in order, without blanks and without undefined fields', () => {
    expect(canonicalJson({ b: [1, 'x', null, true], a: { d: undefined, c: -0.5 } })).toBe(
      '{"a":{"c":-0.5},"b":[1,"x",null,true]}',
    );
  });

  it('orders keys by UTF-16 units, the same on every machine', () => {
    expect(canonicalJson({ 乙: 1, 甲: 2, z: 3, Z: 4 })).toBe('{"Z":4,"z":3,"乙":1,"甲":2}');
  });

  it('can be read back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order in which keys were written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });

  it.each([
    [Number.NaN, 'NaN has no JSON form'],
    [undefined, 'undefined has no JSON form'],
    [[undefined], 'undefined has no JSON form'],
    [1n, 'bigint has no JSON form'],
    [new Map([['a', 1]]), 'a Map is no plain data'],
    [new Date(0), 'a Date is no plain data'],
  ])('throws on %s, which JSON would lose', (value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
  });
});
