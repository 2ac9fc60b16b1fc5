import { describe, expect, it } from 'vitest';
import { nearest } from '../../../shared/domain/nearest.ts';

describe('nearest', () => {
  it.each([
    ['leauge', ['id', 'league', 'name'], 'league'],
    ['Streets', ['towns', 'streets'], 'streets'],
    ['twons', ['town', 'towns', 'twins'], 'towns'],
    ['城东街', ['城西街道', '城东街道'], '城东街道'],
  ])('finds what %s was meant to be', (word, known, meant) => {
    expect(nearest(word, known)).toBe(meant);
  });

  it('suggests nothing rather than something far-fetched', () => {
    expect(nearest('departments', ['streets', 'towns'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});
