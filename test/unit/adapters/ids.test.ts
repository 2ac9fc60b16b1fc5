import { describe, expect, it } from 'vitest';
import { createSeededIds } from '../../../shared/adapters/seeded-ids.ts';
import { createSystemIds } from '../../../shared/adapters/system-ids.ts';
import { createVirtualClock } from '../../../shared/adapters/virtual-clock.ts';
import { toInstant } from '../../../shared/domain/instant.ts';

const START = '2026-03-02T00:30:00.000Z';
const times = <Value>(count: number, make: () => Value) => Array.from({ length: count }, make);

describe.each([
  ['createSystemIds', createSystemIds],
  ['createSeededIds', (clock: Parameters<typeof createSystemIds>[0]) => createSeededIds(7, clock)],
])('%s', (_, create) => {
  it('makes ids that differ and sort by their making, within a moment and over days', () => {
    const clock = createVirtualClock(START);
    const ids = create(clock);
    const made = times(2000, () => ids.next('problem'));
    clock.advanceTo('2026-03-02T00:30:00.001Z');
    made.push(ids.next('problem'));
    clock.advanceTo('2126-03-02T00:30:00.000Z');
    made.push(ids.next('problem'));
    expect(new Set(made).size).toBe(2002);
    expect(made.toSorted()).toEqual(made);
    expect(made[0]).toMatch(/^problem_[0-9a-v]{14}[0-9a-f]{12}$/);
  });

  it('keeps the order when the clock is set back', () => {
    const moments = [5, 3, 4, 9].map(toInstant);
    const ids = create({ now: () => moments.shift() ?? START });
    const made = times(4, () => ids.next('x'));
    expect(made.toSorted()).toEqual(made);
  });

  it('makes tokens of 128 bits that differ', () => {
    const ids = create(createVirtualClock(START));
    const tokens = times(500, () => ids.token());
    expect(new Set(tokens).size).toBe(500);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(16);
  });
});

describe('createSystemIds', () => {
  it('makes other ids than a second maker on the same clock', () => {
    const clock = createVirtualClock(START);
    expect(createSystemIds(clock).next('x')).not.toBe(createSystemIds(clock).next('x'));
  });
});

describe('createSeededIds', () => {
  it('makes the same ids and tokens for the same seed, and others for another', () => {
    const make = (seed: number | string) => {
      const ids = createSeededIds(seed, createVirtualClock(START));
      return [ids.next('x'), ids.next('y'), ids.token(), ids.token()];
    };
    expect(make(7)).toEqual(make('7'));
    expect(make(7)).toEqual([
      'x_01jilv7bq000007d0f7e7eb1af',
      'y_01jilv7bq000017c2dda0802f8',
      '5KwICaHb97olSn11qoIDig',
      'Jj3VzrEuOZwfRlMUYN2sng',
    ]);
    for (const [i, made] of make(8).entries()) expect(made).not.toBe(make(7)[i]);
  });
});
