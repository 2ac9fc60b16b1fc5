import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLedgerHasher, documentHash, ledgerHash } from '../../../../shared/domain/ranking/ledger-hash.ts';

const heads = fc
  .uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), head: fc.string() }), { selector: ({ id }) => id })
  .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));

describe('ledgerHash', () => {
  it('is SHA-256 over the lines in order of id', () => {
    const expected = createHash('sha256').update('P-1 aa\nP-10 cc\nP-2 bb\n').digest('hex');
    expect(
      ledgerHash([
        { id: 'P-2', head: 'bb' },
        { id: 'P-1', head: 'aa' },
        { id: 'P-10', head: 'cc' },
      ]),
    ).toBe(expected);
  });

  it('does not depend on the order of the problems', () => {
    fc.assert(fc.property(heads, ([list, other]) => ledgerHash(other) === ledgerHash(list)));
  });

  it('changes with any head', () => {
    expect(ledgerHash([{ id: 'P-1', head: 'aa' }])).not.toBe(ledgerHash([{ id: 'P-1', head: 'ab' }]));
  });

  it('throws when a problem comes twice, or streamed out of order', () => {
    expect(() =>
      ledgerHash([
        { id: 'P-1', head: 'a' },
        { id: 'P-1', head: 'a' },
      ]),
    ).toThrow('each problem once');
    const hasher = createLedgerHasher();
    hasher.add({ id: 'P-2', head: 'a' });
    expect(() => hasher.add({ id: 'P-1', head: 'a' })).toThrow('problem P-1 came after P-2');
  });
});

it('hashes a document as the bytes it is stored in', () => {
  expect(documentHash({ a: 1 })).toBe(createHash('sha256').update('{\n  "a": 1\n}\n').digest('hex'));
});
