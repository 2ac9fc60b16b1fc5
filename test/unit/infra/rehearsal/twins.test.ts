import { describe, expect, it } from 'vitest';
import { createTwins } from '../../../../infra/local/rehearsal/twins.ts';
import type { ProblemState } from '../../../../shared/domain/problem/problem-state.ts';

const state = (
  id: string,
  change: { place?: string; unit?: string; recordedAt?: string; status?: 'closed' } = {},
): ProblemState => {
  const {
    place = '朝阳路1号',
    unit = 'street-east',
    recordedAt = '2026-03-02T01:00:00.000Z',
    status = 'dispatched',
  } = change;
  return { id, category: 'litter', place, recordedAt, status, lives: [{ unit }] } as unknown as ProblemState;
};

describe('createTwins', () => {
  it('finds the open problem that was recorded first', () => {
    const twins = createTwins();
    const [first, second, third] = [
      state('b'),
      state('a', { recordedAt: '2026-03-03T01:00:00.000Z' }),
      state('c', { recordedAt: '2026-03-04T01:00:00.000Z' }),
    ];
    for (const one of [third, first, second]) twins.see(one);
    expect(twins.originalOf(third)).toBe('b');
    expect(twins.originalOf(second)).toBe('b');
    expect(twins.originalOf(first)).toBeUndefined();
  });

  it('forgets a problem that has ended', () => {
    const twins = createTwins();
    twins.see(state('a'));
    twins.see(state('b'));
    twins.see(state('a', { status: 'closed' }));
    expect(twins.originalOf(state('b'))).toBeUndefined();
  });

  it('takes neither another place nor another unit for the same', () => {
    const twins = createTwins();
    twins.see(state('a'));
    expect(twins.originalOf(state('b', { place: '朝阳路2号' }))).toBeUndefined();
    expect(twins.originalOf(state('b', { unit: 'street-west' }))).toBeUndefined();
  });
});
