import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFaultAt } from '../../../../functions/http/json-fault.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('jsonFaultAt', () => {
  it.each([
    ['{"a": oops}', 6],
    ['{"a": 1,}', 8],
    ["{'a': 1}", 1],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a": 01}', 6],
    ['[1]]', 3],
    ['[1}', 2],
    ['{"a": "line\nbreak"}', 6],
    ['"\\x"', 0],
    ['nullx', 0],
    ['{"a": [1, {"b": tru}]}', 16],
  ])('points at what should not stand there in %s', (text, at) => {
    expect(jsonFaultAt(text)).toBe(at);
    expect(isJson(text)).toBe(false);
  });

  it.each(['', '  ', '{', '{"a"', '[1,', '{"a": 1'])('points at the end of “%s”, which is cut short', (text) => {
    expect(jsonFaultAt(text)).toBe(text.length);
  });

  const anyJson = fc.json({ stringUnit: 'grapheme-composite' });

  it('finds no fault in any JSON', () => {
    fc.assert(fc.property(anyJson, (text) => jsonFaultAt(text) === text.length));
    expect(jsonFaultAt('"\u007f\u0085"')).toBe(4);
  });

  it('points at a stray character between any two values', () => {
    const at = (a: string, b: string) => jsonFaultAt(`[${a}~${b}]`);
    fc.assert(fc.property(anyJson, anyJson, (a, b) => at(a, b) === a.length + 1));
  });

  it('is quick on megabytes', () => {
    const text = `{"text": "${'x'.repeat(5_000_000)}", "list": [${'1,'.repeat(500_000)}]}`;
    expect(jsonFaultAt(text)).toBe(text.length - 2);
  });
});
