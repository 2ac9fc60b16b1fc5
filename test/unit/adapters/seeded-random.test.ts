import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../shared/adapters/seeded-random.ts';

const draws = <Value>(count: number, draw: () => Value) => Array.from({ length: count }, draw);

describe('createRandom', () => {
  it('draws the same for the same seed on every machine', () => {
    const random = createRandom(42);
    expect(draws(4, random.next)).toEqual([
      0.25748619292371755, 0.3104584461496921, 0.5566023869305762, 0.14756934942391986,
    ]);
    expect(draws(6, () => random.int(1, 6))).toEqual([4, 3, 1, 2, 1, 5]);
  });

  it('draws otherwise for another seed', () => {
    expect(draws(8, createRandom('7:units').next)).not.toEqual(draws(8, createRandom('7:inspectors').next));
  });

  it('spreads evenly over its range', () => {
    const random = createRandom('spread');
    const sides = [0, 0, 0, 0, 0, 0];
    for (const side of draws(60_000, () => random.int(0, 5))) sides[side] = (sides[side] ?? 0) + 1;
    // Six standard deviations around 10,000.
    for (const count of sides) expect(Math.abs(count - 10_000)).toBeLessThan(550);
    const values = draws(10_000, random.next);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(new Set(values).size).toBe(10_000);
  });

  it('holds both ends of a range, and a range of one', () => {
    const random = createRandom('ends');
    expect(new Set(draws(200, () => random.int(-1, 1)))).toEqual(new Set([-1, 0, 1]));
    expect(random.int(5, 5)).toBe(5);
  });

  it('picks each of a list and answers chances by their probability', () => {
    const random = createRandom('pick');
    expect(new Set(draws(100, () => random.pick(['红', '黄', '蓝'])))).toEqual(new Set(['红', '黄', '蓝']));
    const hits = draws(10_000, () => random.chance(0.3)).filter(Boolean).length;
    expect(Math.abs(hits - 3000)).toBeLessThan(275);
    expect(draws(50, () => random.chance(0))).not.toContain(true);
    expect(draws(50, () => random.chance(1))).not.toContain(false);
  });

  it('refuses an empty list and a range that runs backwards', () => {
    const random = createRandom(1);
    expect(() => random.pick([])).toThrow('nothing to pick from');
    expect(() => random.int(2, 1)).toThrow('not from 2 to 1');
    expect(() => random.int(0.5, 1)).toThrow('not from 0.5 to 1');
  });
});
