import { describe, expect, it } from 'vitest';
import type { SeriesRanking } from '../../../../shared/domain/accountability/occasions.ts';
import { proposalsAfter } from '../../../../shared/domain/accountability/proposals.ts';
import {
  type AccountabilityRule,
  accountabilityRuleSchema,
} from '../../../../shared/domain/campaign/ranking-schema.ts';
import { competitionRanks } from '../../../../shared/domain/ranking/placings.ts';

type RuleInput = Parameters<typeof accountabilityRuleSchema.parse>[0] & object;

const rule = (overrides: RuleInput = {}): AccountabilityRule =>
  accountabilityRuleSchema.parse({
    id: 's0',
    occasion: { bottom: 3 },
    when: [{ consecutive: 3 }],
    propose: 'removal',
    for: ['principal', 'deputy'],
    basis: 'S0',
    ...overrides,
  });

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const units = (league = 'streets') => [
  ...IDS.map((id) => ({ id, name: `${id}街道`, league, linkedTo: [] as string[] })),
  { id: 'bureau', name: '城管局', league: 'departments', linkedTo: ['f'] },
];

/** A month's ranking from best to worst; `=` before an id ties it with the one before. */
function month(
  n: number,
  order: string,
  more: { league?: string; vetoed?: string; yellow?: string } = {},
): SeriesRanking {
  const named = order.split(' ').filter(Boolean);
  const ranks = competitionRanks(named, (_, next) => next.startsWith('='));
  const entries = named.map((each, index) => ({
    unit: each.replace('=', ''),
    name: each,
    rank: ranks[index] ?? 0,
    score: 100 - (ranks[index] ?? 0),
    scoreText: `${100 - (ranks[index] ?? 0)}.00`,
    vetoes: each === more.vetoed ? ['well'] : [],
  }));
  const yellow = entries.filter(({ unit }) => unit === more.yellow).map((entry) => ({ ...entry, sharedBy: [] }));
  const mm = String(n).padStart(2, '0');
  return {
    kind: 'monthly',
    period: `2026-${mm}`,
    from: `2026-${mm}-01T00:00:00.000Z`,
    sha256: `hash-${n}`,
    leagues: [{ league: more.league ?? 'streets', name: '街道组', entries, flags: { red: [], yellow } }],
  };
}

const months = (...orders: string[]) => orders.map((order, index) => month(index + 1, order));

/** What is proposed to one unit month by month. */
function history(series: SeriesRanking[], rules: AccountabilityRule[], unit: string, all = units()): string[] {
  return series.map((_, index) =>
    proposalsAfter(series.slice(0, index + 1), rules, all)
      .filter((proposal) => proposal.unit === unit)
      .map(({ propose }) => propose)
      .join('+'),
  );
}

const LAST = 'a b c d e f';
const MIDDLE = 'f a b c d e';
const WITHOUT = 'a b c d e';

describe('S0: last three, three times running', () => {
  it('proposes removal of principal and deputy, its three rankings attached', () => {
    const [proposal] = proposalsAfter(months(LAST, LAST, LAST), [rule()], units()).filter(({ unit }) => unit === 'f');
    expect(proposal).toMatchObject({
      id: 's0:f:2026-03',
      propose: 'removal',
      for: ['principal', 'deputy'],
      sharedBy: ['bureau'],
      threshold: { consecutive: 3 },
      basis: 'S0',
    });
    expect(proposal?.evidence).toEqual(
      [1, 2, 3].map((n) => ({
        period: `2026-0${n}`,
        league: 'streets',
        rank: 6,
        of: 6,
        score: 94,
        scoreText: '94.00',
        ranking: `hash-${n}`,
      })),
    );
    expect(proposal?.summary).toEqual({
      zh: 'f街道连续 3 次月排名居后 3 名，建议：免职（主要领导、分管领导）',
      en: 'f街道 was among the last 3 in 3 consecutive monthly rankings; proposed: removal from office (principal, deputy in charge)',
    });
  });

  it('says how often it was, in one ranking or within several', () => {
    const summary = (when: RuleInput) =>
      proposalsAfter(months(LAST, LAST), [rule({ propose: 'interview', ...when })], units()).at(-1)?.summary;
    expect(summary({ when: [{ consecutive: 1 }] })).toMatchObject({
      zh: expect.stringMatching(/^f街道月排名居后 3 名/),
      en: expect.stringContaining('in one monthly ranking;'),
    });
    expect(summary({ when: [{ cumulative: 2, within: 12 }] })).toMatchObject({
      zh: expect.stringContaining('近 12 次中有 2 次月排名居后 3 名'),
      en: expect.stringContaining('in 2 of the last 12 monthly rankings;'),
    });
  });

  it('proposes nothing after two', () => {
    expect(proposalsAfter(months(LAST, LAST), [rule()], units())).toEqual([]);
  });

  it('begins anew after a month further up', () => {
    expect(history(months(LAST, LAST, MIDDLE, LAST, LAST, LAST), [rule()], 'f')).toEqual([
      '',
      '',
      '',
      '',
      '',
      'removal',
    ]);
  });

  it('proposes again at the sixth month running, not at the fourth and fifth', () => {
    expect(history(months(LAST, LAST, LAST, LAST, LAST, LAST), [rule()], 'f')).toEqual([
      '',
      '',
      'removal',
      '',
      '',
      'removal',
    ]);
  });

  it('steps over a month in which the unit was not ranked: it neither counts nor breaks the run', () => {
    const series = months(LAST, LAST, WITHOUT, LAST);
    expect(history(series, [rule()], 'f')).toEqual(['', '', '', 'removal']);
    expect(
      proposalsAfter(series, [rule()], units())
        .find(({ unit }) => unit === 'f')
        ?.evidence.map(({ period }) => period),
    ).toEqual(['2026-01', '2026-02', '2026-04']);
  });

  it('takes everybody who shares the third last place', () => {
    const tied = 'a b c =d e f';
    expect(proposalsAfter(months(tied, tied, tied), [rule()], units()).map(({ unit }) => unit)).toEqual([
      'c',
      'd',
      'e',
      'f',
    ]);
  });

  it('counts nothing in a league no larger than its bottom, nor breaks a run there', () => {
    expect(history(months('d e f', 'd e f', 'd e f'), [rule()], 'f')).toEqual(['', '', '']);
    expect(history(months(LAST, LAST, 'f d e', LAST), [rule()], 'f')).toEqual(['', '', '', 'removal']);
  });

  it('shares nothing where the rule says so', () => {
    const series = months(LAST, LAST, LAST);
    expect(
      proposalsAfter(series, [rule({ sharedByLinked: false })], units()).every(({ sharedBy }) => sharedBy.length === 0),
    ).toBe(true);
  });

  it('reads the series in order of its periods', () => {
    const [first, second, third] = months(LAST, MIDDLE, LAST);
    if (!first || !second || !third) throw new Error('three months were built');
    expect(history([second, first, third], [rule({ when: [{ consecutive: 2 }] })], 'f').at(-1)).toBe('');
  });
});

describe('西安: a ladder by months in the last three', () => {
  const later = [{ league: 'departments', by: 1 }];
  const counts = (consecutive: number, cumulative?: number) => [
    { consecutive },
    ...(cumulative ? [{ cumulative, within: 12 }] : []),
  ];
  const ladder = [
    rule({ id: 'once', when: counts(1), propose: 'selfCriticism', later }),
    rule({ id: 'interview', when: counts(2, 3), propose: 'interview', later }),
    rule({ id: 'notice', when: counts(3, 4), propose: 'noticeOfCriticism', later }),
    rule({ id: 'accountability', when: counts(4, 5), propose: 'accountability', later }),
  ];

  it('climbs month by month, proposing the gravest that is reached', () => {
    expect(history(months(LAST, LAST, LAST, LAST), ladder, 'f')).toEqual([
      'selfCriticism',
      'interview',
      'noticeOfCriticism',
      'accountability',
    ]);
  });

  it('counts a year together as well as months running', () => {
    expect(history(months(LAST, MIDDLE, LAST, MIDDLE, LAST, MIDDLE, LAST, MIDDLE, LAST), ladder, 'f')).toEqual([
      'selfCriticism',
      '',
      'selfCriticism',
      '',
      'interview',
      '',
      'noticeOfCriticism',
      '',
      'accountability',
    ]);
  });

  it('forgets what lies further back than the window', () => {
    const interview = [rule({ when: [{ cumulative: 2, within: 3 }], propose: 'interview' })];
    expect(history(months(LAST, MIDDLE, LAST), interview, 'f').at(-1)).toBe('interview');
    expect(history(months(LAST, MIDDLE, MIDDLE, LAST), interview, 'f').at(-1)).toBe('');
  });

  it('spends each occasion once', () => {
    const interview = [rule({ when: [{ cumulative: 2, within: 12 }], propose: 'interview' })];
    expect(history(months(LAST, LAST, LAST, LAST), interview, 'f')).toEqual(['', 'interview', '', 'interview']);
  });

  it('is one later for municipal departments', () => {
    const series = [1, 2, 3].map((n) => month(n, LAST, { league: 'departments' }));
    expect(history(series, ladder, 'f', units('departments'))).toEqual(['', 'selfCriticism', 'interview']);
  });
});

describe('other occasions', () => {
  it('counts yellow flags', () => {
    const flagged = rule({ occasion: { flag: 'yellow' }, when: [{ consecutive: 2 }], propose: 'yellowCard' });
    expect(history([month(1, LAST, { yellow: 'b' }), month(2, LAST, { yellow: 'b' })], [flagged], 'b')).toEqual([
      '',
      'yellowCard',
    ]);
  });

  it('counts vetoes, beside and not instead of a proposal for the placing', () => {
    const veto = rule({ id: 'veto', occasion: { veto: true }, when: [{ consecutive: 1 }], propose: 'interview' });
    const placing = rule({ when: [{ consecutive: 1 }] });
    expect(history([month(1, LAST, { vetoed: 'f' })], [veto, placing], 'f')).toEqual(['interview+removal']);
  });

  it('looks at rankings of the rule’s own period alone', () => {
    const weekly = months(LAST, LAST, LAST).map((ranking) => ({ ...ranking, kind: 'weekly' as const }));
    expect(proposalsAfter(weekly, [rule()], units())).toEqual([]);
    expect(proposalsAfter([...months(LAST, LAST, LAST), ...weekly], [rule()], units())).toEqual([]);
  });
});

describe('a rule for named leagues', () => {
  const series = months('a b c d e f', 'a b c d e f', 'a b c d e f');
  it('proposes nothing to units of other leagues (S0: streets, towns and zones, not departments)', () => {
    expect(proposalsAfter(series, [rule({ leagues: ['departments'] })], units())).toEqual([]);
    expect(proposalsAfter(series, [rule({ leagues: ['streets'] })], units()).map(({ unit }) => unit)).toEqual([
      'd',
      'e',
      'f',
    ]);
  });
});
