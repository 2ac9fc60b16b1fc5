import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody, encodeBody } from '../../../shared/adapters/body-codec.ts';

describe('a stored body', () => {
  it('comes back as it was written', () => {
    const bodies = fc.oneof(
      fc.json(),
      fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
    );
    fc.assert(fc.property(bodies, (json) => decodeBody(encodeBody(json)) === json));
  });

  it('is read for ever by the dictionary it was written with, which therefore never changes', () => {
    // Refers to every part of dictionary 1, so that no part of it can become another.
    const whole = Buffer.from('Ae3WwQAAAAADIZf5Q57GHkXRTN3UTd3UTd3UTd3UTd3UTf1w6gE=', 'base64');
    const digest = createHash('sha256').update(decodeBody(whole)).digest('hex');
    expect(digest).toBe('4012f1d2b28cd7a843f75e694d90f88d7fb468101010c5123ffa87f9b25383f6');
  });

  it('is small where it says what most bodies say', () => {
    const rung = { type: 'RungDecided', at: '2026-03-02T00:30:00.000Z', by: 'system', step: 'urge', rung: 'urge' };
    expect(encodeBody(JSON.stringify(rung)).length).toBeLessThan(JSON.stringify(rung).length / 2);
  });

  it('says so where it was written by another version', () => {
    expect(() => decodeBody(Uint8Array.of(2, 3, 0))).toThrow('a stored body of version 2 is not known here');
    expect(() => decodeBody(new Uint8Array())).toThrow('not known here');
  });

  it('does not come back where a byte is missing, or where it would fill the memory', () => {
    const bytes = encodeBody(JSON.stringify({ text: 'x'.repeat(2 * 1024 * 1024) }));
    expect(() => decodeBody(bytes)).toThrow();
    expect(() => decodeBody(encodeBody('"整改"').subarray(0, -2))).toThrow();
    expect(() => inflateRawSync(bytes.subarray(1))).toThrow();
  });
});
