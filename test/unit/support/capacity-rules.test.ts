import { describe, expect, it } from 'vitest';
import {
  type Image,
  indexWriteUnits,
  itemSize,
  readUnits,
  tableWriteUnits,
} from '../../support/capacity/capacity-rules.ts';

const DUE = {
  KeySchema: [
    { AttributeName: 'duePk', KeyType: 'HASH' },
    { AttributeName: 'dueSk', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'ALL' },
} satisfies Parameters<typeof indexWriteUnits>[1];

/** An item of so many bytes, with an index entry where a time is given. */
function item(bytes: number, due?: string): Image {
  const bare = { pk: 'p', sk: 's', ...(due && { duePk: 'D', dueSk: due }), text: '' };
  return { ...bare, text: 'x'.repeat(bytes - itemSize(bare)) };
}

describe('the units of DynamoDB', () => {
  it('count names and values in UTF-8, a byte for two digits and one more, and what lists and maps take themselves', () => {
    expect(itemSize({ pk: '问题', n: 1234, flag: true, none: null })).toBe(2 + 6 + (1 + 3) + (4 + 1) + (4 + 1));
    expect(itemSize({ list: ['a', 'b'] })).toBe(4 + 3 + 2 * (1 + 1));
    expect(itemSize({ map: { a: 1 } })).toBe(3 + 3 + 1 + (1 + 2));
  });

  it('are one for each KB begun, of the larger of both images, twice in a transaction', () => {
    expect(tableWriteUnits({ before: undefined, after: item(1024) }, false)).toBe(1);
    expect(tableWriteUnits({ before: undefined, after: item(1025) }, false)).toBe(2);
    expect(tableWriteUnits({ before: item(2049), after: item(100) }, false)).toBe(3);
    expect(tableWriteUnits({ before: item(1025), after: undefined }, true)).toBe(4);
  });

  it('are none for an index that keeps nothing of an item, or keeps the same as before', () => {
    expect(indexWriteUnits({ before: item(100), after: item(200) }, DUE)).toBe(0);
    expect(indexWriteUnits({ before: item(1500, '1'), after: item(1500, '1') }, DUE)).toBe(0);
  });

  it('are one write of an index for an entry that comes, changes or goes, two where its key moves', () => {
    expect(indexWriteUnits({ before: undefined, after: item(100, '1') }, DUE)).toBe(1);
    expect(indexWriteUnits({ before: item(100, '1'), after: item(1500, '1') }, DUE)).toBe(2);
    expect(indexWriteUnits({ before: item(100, '1'), after: item(100) }, DUE)).toBe(1);
    expect(indexWriteUnits({ before: item(100, '1'), after: item(1500, '2') }, DUE)).toBe(1 + 2);
  });

  it('leave out what an index of keys alone does not keep', () => {
    const keys = { ...DUE, Projection: { ProjectionType: 'KEYS_ONLY' } };
    expect(indexWriteUnits({ before: item(100, '1'), after: item(1500, '1') }, keys)).toBe(0);
    expect(indexWriteUnits({ before: item(1500, '1'), after: item(1500, '2') }, keys)).toBe(2);
  });

  it('are one for 4 KB read together, half where an older state will do, and no less for nothing', () => {
    expect(readUnits([item(4096)], true)).toBe(1);
    expect(readUnits([item(2000), item(2000), item(100)], true)).toBe(2);
    expect(readUnits([], false)).toBe(0.5);
  });
});
