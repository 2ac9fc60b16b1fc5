import { describe, expect, it } from 'vitest';
import { createRankingBook, type PublishedEntry, type PublishedRanking } from '../../../shared/stores/ranking-book.ts';
import { createMemoryItemStore } from '../../support/memory-item-store.ts';

const entry = (unit: string, rank: number): PublishedEntry => ({
  ...{
    unit,
    name: unit,
    rank,
    score: 100 - rank,
    scoreText: `${100 - rank}.00`,
    base: 100,
    deductions: [],
    vetoes: [],
  },
  measures: { onTimeRate: { numerator: 1, denominator: 2, excluded: 0, value: 0.5 } },
});

function ranking(period: string, units: number, overrides: Partial<PublishedRanking> = {}): PublishedRanking {
  const league = (id: string) => ({
    ...{ league: id, name: id, unranked: [], bottom: [], flags: { red: [], yellow: [] } },
    entries: Array.from({ length: units }, (_, n) => entry(`${id}-${n}`, n + 1)),
  });
  return {
    ...{ campaign: 'c', kind: 'weekly', period, from: `${period}-from`, to: `${period}-to`, cutoff: `${period}-to` },
    ...{ computedAt: 'now', ruleSet: 'r', ledgerHash: 'h', path: `rankings/${period}.json`, sha256: 's' },
    leagues: [league('a'), league('b')],
    ...overrides,
  };
}

const correction = { number: 1, reason: '-', by: '王', appeals: ['P-1'], appealsUntil: 'later', corrects: 's' };

function book() {
  const items = createMemoryItemStore();
  const rankings = createRankingBook(items);
  return { rankings, publish: (one: PublishedRanking) => items.transact(rankings.write(one)) };
}

describe('the ranking book', () => {
  it('reads back what was published, also where it fills several items', async () => {
    const { rankings, publish } = book();
    const large = ranking('2026-W10', 400);
    await publish(large);
    expect(await rankings.load('c', 'weekly', '2026-W10')).toEqual(large);
  });
  it('lists the rankings of one kind in order, without their entries', async () => {
    const { rankings, publish } = book();
    for (const period of ['2026-W11', '2026-W09', '2026-W10']) await publish(ranking(period, 2));
    await publish(ranking('2026-03', 2, { kind: 'monthly' }));
    const listed = await rankings.list('c', 'weekly');
    expect(listed.map(({ period }) => period)).toEqual(['2026-W09', '2026-W10', '2026-W11']);
    expect(JSON.stringify(listed)).not.toContain('entries');
  });
  it('publishes a ranking once', async () => {
    const { publish } = book();
    await publish(ranking('2026-W10', 2));
    await expect(publish(ranking('2026-W10', 3))).rejects.toThrow('was not in the state');
  });
  it('tells a ranking from its corrections, and the latest from both', async () => {
    const { rankings, publish } = book();
    await publish(ranking('2026-W10', 2));
    for (let number = 1; number <= 10; number++) {
      await publish(ranking('2026-W10', 2, { correction: { ...correction, number } }));
    }
    expect((await rankings.load('c', 'weekly', '2026-W10'))?.correction).toBeUndefined();
    expect((await rankings.load('c', 'weekly', '2026-W10', 3))?.correction?.number).toBe(3);
    expect((await rankings.latest('c', 'weekly', '2026-W10'))?.correction?.number).toBe(10);
  });
  it('has nothing of a period that is not published', async () => {
    const { rankings } = book();
    expect(await rankings.load('c', 'weekly', '2026-W10')).toBeUndefined();
    expect(await rankings.latest('c', 'weekly', '2026-W10')).toBeUndefined();
  });
});
