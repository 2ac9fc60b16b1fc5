import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RankingConfig, rankingSchema } from '../../../../shared/domain/campaign/ranking-schema.ts';
import type { InspectionFact } from '../../../../shared/domain/measures/measure.ts';
import type { Case } from '../../../../shared/domain/problem/cases.ts';
import { type RankingFacts, type RankingSetup, rankLeagues } from '../../../../shared/domain/ranking/rank.ts';
import { buildCase, buildCases, closedOn, day, WEEK } from '../../../support/build-case.ts';

type ConfigInput = Parameters<typeof rankingSchema.parse>[0] & object;

const SEAL = { ledgerHash: 'f'.repeat(64), computedAt: WEEK.to };
const UNITS = ['a', 'b', 'c', 'd'].map((id) => ({
  id,
  name: `${id}街道`,
  league: 'streets',
  linkedTo: [] as string[],
}));

const setup = (config: ConfigInput = {}, overrides: Partial<RankingSetup> = {}): RankingSetup => ({
  period: { kind: 'monthly', key: '2026-03', ...WEEK },
  leagues: [{ id: 'streets', name: '街道组' }],
  units: UNITS,
  ranking: rankingSchema.parse({ minCases: 0, ...config }) as RankingConfig,
  ruleSet: 'v1',
  ...overrides,
});

/** So many due, so many of them on time. */
const record = (unit: string, onTime: number, due: number): Case[] => [
  ...buildCases(onTime, { unit, ...closedOn(2) }, `${unit}-on`),
  ...buildCases(due - onTime, { unit }, `${unit}-open`),
];

const rank = (
  cases: Case[],
  config: ConfigInput = {},
  facts: Partial<RankingFacts> = {},
  more: Partial<RankingSetup> = {},
) => rankLeagues(setup(config, more), { cases, ...facts }, SEAL);

const league = (...args: Parameters<typeof rank>) => {
  const [first] = rank(...args).leagues;
  if (!first) throw new Error('no league was ranked');
  return first;
};

const placings = (...args: Parameters<typeof rank>) =>
  league(...args).entries.map((entry) => [entry.unit, entry.rank, entry.score]);

describe('places', () => {
  it('ranks by score and shares ranks as 1-2-2-4, within a tie by unit id', () => {
    const cases = [...record('d', 2, 10), ...record('c', 5, 10), ...record('b', 10, 20), ...record('a', 9, 10)];
    expect(placings(cases)).toEqual([
      ['a', 1, 90],
      ['b', 2, 50],
      ['c', 2, 50],
      ['d', 4, 20],
    ]);
  });

  it('ties 1 of 3 with 2 of 6 though thirds have no exact decimal', () => {
    const config = {
      score: [
        { measure: { name: 'onTimeRate' }, weight: 0.1 },
        { measure: { name: 'closingRate' }, weight: 0.2 },
      ],
    };
    expect(placings([...record('b', 1, 3), ...record('a', 2, 6)], config)).toEqual([
      ['a', 1, 33.333333],
      ['b', 1, 33.333333],
    ]);
  });

  it('tells apart scores that print alike', () => {
    const entries = league([...record('a', 19_999, 20_001), ...record('b', 20_000, 20_002)]).entries;
    expect(entries.map(({ unit, rank: place, scoreText }) => [unit, place, scoreText])).toEqual([
      ['b', 1, '99.99'],
      ['a', 2, '99.99'],
    ]);
  });

  it('ranks each league alone, in the campaign’s order of leagues', () => {
    const units = [
      { id: 'a', name: '甲', league: 'streets', linkedTo: [] },
      { id: 'x', name: '乙', league: 'departments', linkedTo: [] },
    ];
    const leagues = [
      { id: 'streets', name: '街道组' },
      { id: 'departments', name: '部门组' },
    ];
    const result = rank([...record('a', 1, 10), ...record('x', 9, 10)], {}, {}, { units, leagues });
    expect(result.leagues.map((each) => [each.league, each.entries.map((entry) => [entry.unit, entry.rank])])).toEqual([
      ['streets', [['a', 1]]],
      ['departments', [['x', 1]]],
    ]);
  });
});

describe('the guard for few cases', () => {
  it('leaves the unit out, with the reason and its numbers shown', () => {
    const { entries, unranked } = league([...record('a', 5, 5), ...record('b', 3, 3)], { minCases: 5 });
    expect(entries.map(({ unit }) => unit)).toEqual(['a']);
    expect(unranked[0]).toMatchObject({
      unit: 'b',
      reason: '本期应结案 3 件，少于 5 件，不参加排名',
      reasonEn: 'cases due: 3, fewer than 5, so not ranked',
      measures: { onTimeRate: { numerator: 3, denominator: 3 } },
    });
  });

  it('lets a league set its own minimum', () => {
    const leagues = [{ id: 'streets', name: '街道组', minCases: 3 }];
    expect(league(record('b', 3, 3), { minCases: 5 }, {}, { leagues }).entries).toHaveLength(1);
  });

  it('says so where there is nothing to score though no minimum is set', () => {
    expect(league([]).unranked[0]?.reason).toBe('本期没有可计分的数据，不参加排名');
  });
});

describe('scores', () => {
  const inspection = (unit: string, earned: number, vetoes: string[] = []): InspectionFact => ({
    id: `I-${unit}-${earned}`,
    unit,
    at: day(2),
    earned,
    checked: 10,
    vetoes,
  });

  it('weighs measures', () => {
    const config = {
      score: [
        { measure: { name: 'onTimeRate' }, weight: 3 },
        { measure: { name: 'inspectionScore' }, weight: 1 },
      ],
    };
    expect(placings(record('a', 8, 10), config, { inspections: [inspection('a', 6)] })).toEqual([['a', 1, 75]]);
  });

  it('leaves the weight of a measure without a base to the others', () => {
    const config = {
      score: [
        { measure: { name: 'onTimeRate' }, weight: 3 },
        { measure: { name: 'inspectionScore' }, weight: 1 },
      ],
    };
    expect(placings(record('a', 8, 10), config)).toEqual([['a', 1, 80]]);
  });

  it('turns measures where lower is better round', () => {
    const config = { score: [{ measure: { name: 'reworkRate' }, weight: 1 }] };
    const cases = [
      ...buildCases(3, { unit: 'a', ...closedOn(3) }),
      buildCase({ unit: 'a', problem: 'X', reworksAt: [day(2)] }),
    ];
    expect(placings(cases, config)).toEqual([['a', 1, 75]]);
  });

  it('gives no less than 0 points for a relapse rate above 1', () => {
    const config = { score: [{ measure: { name: 'relapseRate' }, weight: 1 }] };
    const relapses = [2, 3].map((life) => buildCase({ unit: 'a', life, relapse: true, dispatchedAt: day(2) }));
    expect(placings([buildCase({ unit: 'a', ...closedOn(2) }), ...relapses], config)).toEqual([['a', 1, 0]]);
  });

  it('refuses hours and counts, which have no scale of points', () => {
    const config = { score: [{ measure: { name: 'averageHoursToClose' }, weight: 1 }] };
    expect(() => rank(record('a', 1, 1), config)).toThrow('no scale of 100 points');
  });

  it('puts a vetoed unit below all others, and vetoed units in order among themselves', () => {
    const cases = [...record('a', 10, 10), ...record('b', 1, 10), ...record('c', 5, 10), ...record('d', 0, 10)];
    const inspections = [
      inspection('a', 9, ['fire-lane']),
      inspection('c', 9, ['well', 'fire-lane']),
      inspection('c', 8, ['well']),
    ];
    const { entries } = league(cases, {}, { inspections });
    expect(entries.map(({ unit, rank: place }) => [unit, place])).toEqual([
      ['b', 1],
      ['d', 2],
      ['a', 3],
      ['c', 4],
    ]);
    expect(entries[3]).toMatchObject({
      vetoes: ['fire-lane', 'well'],
      note: '一票否决（fire-lane、well），列本组末位',
    });
  });

  it('never spares a vetoed unit for having few cases', () => {
    const inspections = [inspection('b', 0, ['well'])];
    const { entries, unranked } = league(record('a', 5, 5), { minCases: 5 }, { inspections });
    expect(entries.map(({ unit, score, scoreText }) => [unit, score, scoreText])).toEqual([
      ['a', 100, '100.00'],
      ['b', null, '—'],
    ]);
    expect(unranked.map(({ unit }) => unit)).toEqual(['c', 'd']);
  });

  it('notes a veto without consequence where the campaign has it off', () => {
    const { entries } = league(
      [...record('a', 9, 10), ...record('b', 1, 10)],
      { veto: 'off' },
      { inspections: [inspection('a', 1, ['well'])] },
    );
    expect(entries[0]).toMatchObject({ unit: 'a', vetoes: ['well'] });
    expect(entries[0]?.note).toBeUndefined();
  });
});

describe('deductions', () => {
  const previous = { from: '2026-02-22T16:00:00.000Z', to: WEEK.from };
  const lastWeek = '2026-02-25T00:00:00.000Z';
  const deduct = (per: string, points: number) => ({ deductions: [{ per, points }] });

  it('takes 0.2 for each rework in the window', () => {
    const cases = record('a', 10, 10).map((item, n) => (n < 3 ? { ...item, reworksAt: [day(2), day(9)] } : item));
    const [entry] = league(cases, deduct('rework', 0.2)).entries;
    expect(entry).toMatchObject({ score: 99.4, base: 100, scoreText: '99.40' });
    expect(entry?.deductions).toEqual([
      { per: 'rework', count: 3, points: 0.2, total: 0.6, cases: ['a-on-0', 'a-on-1', 'a-on-2'] },
    ]);
  });

  it('takes 2 for a finding whose place and category the unit was named for in the period before', () => {
    const before = { unit: 'a', recordedAt: lastWeek, dispatchedAt: lastWeek, dueAt: lastWeek };
    const cases = [
      buildCase({ ...before, problem: 'old', place: ' 解放路１２号' }),
      buildCase({ ...before, problem: 'elsewhere', place: '人民路1号' }),
      buildCase({ ...before, problem: 'nowhere', place: '' }),
      buildCase({ problem: 'again', unit: 'a', ...closedOn(2) }),
      buildCase({ problem: 'other category', unit: 'a', category: 'stalls', ...closedOn(2) }),
      buildCase({ problem: 'no place', unit: 'a', place: '', ...closedOn(2) }),
      buildCase({ problem: 'other unit', unit: 'b', ...closedOn(2) }),
    ];
    const { entries } = league(cases, deduct('repeatedFinding', 2), {}, { previous });
    expect(entries.map(({ unit, score }) => [unit, score])).toEqual([
      ['b', 100],
      ['a', 98],
    ]);
    expect(entries[1]?.deductions[0]?.cases).toEqual(['again']);
  });

  it('takes them for a relapse, whenever the first life was', () => {
    const relapse = buildCase({
      unit: 'a',
      life: 2,
      relapse: true,
      recordedAt: '2026-01-05T00:00:00.000Z',
      ...closedOn(2),
    });
    expect(placings([relapse], deduct('repeatedFinding', 2))).toEqual([['a', 1, 98]]);
  });

  it('takes them for criticisms and late tasks', () => {
    const config = {
      deductions: [
        { per: 'criticism', points: 1 },
        { per: 'lateTask', points: 5 },
      ],
    };
    const escalations = [
      { step: 'criticise', rung: 'criticise', at: day(4) },
      { step: 'urge', rung: 'urge', at: day(3) },
    ] as const;
    const tasks = [
      { task: 'letter', unit: 'a', dueAt: day(2) },
      { task: 'report', unit: 'a', dueAt: day(2), doneAt: day(1) },
    ];
    const [entry] = league([buildCase({ unit: 'a', escalations, ...closedOn(3) })], config, { tasks }).entries;
    expect(entry?.score).toBe(94);
    expect(entry?.deductions.map(({ per, cases }) => [per, cases])).toEqual([
      ['criticism', ['P-1']],
      ['lateTask', ['letter@a']],
    ]);
  });
});

describe('the bottom and the flags', () => {
  const ten = Array.from({ length: 10 }, (_, n) => ({
    id: `u${n}`,
    name: `第${n}街道`,
    league: 'streets',
    linkedTo: [] as string[],
  }));
  const scores = (list: number[]) => list.flatMap((onTime, n) => record(`u${n}`, onTime, 10));

  it('names the last three with their values, whoever shares the third last place included', () => {
    const { bottom } = league(scores([10, 9, 8, 7, 6, 5, 3, 3, 2, 1]), {}, {}, { units: ten });
    expect(bottom.map(({ unit, scoreText }) => [unit, scoreText])).toEqual([
      ['u6', '30.00'],
      ['u7', '30.00'],
      ['u8', '20.00'],
      ['u9', '10.00'],
    ]);
  });

  it('names nobody in a league of three, and says why', () => {
    const { bottom, bottomNote } = league([...record('a', 3, 3), ...record('b', 2, 3), ...record('c', 1, 3)]);
    expect(bottom).toEqual([]);
    expect(bottomNote).toBe('本组参加排名 3 家，不多于后 3 名之数，不列后 3 名');
  });

  it('names nobody where all share the first place', () => {
    expect(league(scores([5, 5, 5, 5, 5, 5, 5, 5, 5, 5]), {}, {}, { units: ten }).bottom).toEqual([]);
  });

  it('gives no unit both flags and no vetoed unit a red one, and lists who shares them', () => {
    const units = ten.map((unit) => (unit.id === 'u9' ? { ...unit, linkedTo: ['u0', 'u8'] } : unit)).slice(0, 10);
    const vetoes: InspectionFact[] = [{ id: 'I-1', unit: 'u1', at: day(2), earned: 1, checked: 1, vetoes: ['well'] }];
    const config = { flags: { red: 2, yellow: 2 } };
    const { flags } = league(scores([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), config, { inspections: vetoes }, { units });
    expect(flags.red.map(({ unit, sharedBy }) => [unit, sharedBy])).toEqual([
      ['u0', ['u9']],
      ['u2', []],
    ]);
    expect(flags.yellow.map(({ unit }) => unit)).toEqual(['u9', 'u1']);
  });

  it('gives a unit that would have both the red flag alone', () => {
    const { flags } = league([...record('a', 3, 3), ...record('b', 2, 3), ...record('c', 1, 3)], {
      flags: { red: 2, yellow: 2 },
    });
    expect(flags.red.map(({ unit }) => unit)).toEqual(['a', 'b']);
    expect(flags.yellow.map(({ unit }) => unit)).toEqual(['c']);
  });

  it('gives flags with monthly rankings alone', () => {
    const weekly = { kind: 'weekly' as const, key: '2026-W10', ...WEEK };
    const cases = [...record('a', 3, 3), ...record('b', 1, 3)];
    const red = (more: Partial<RankingSetup>) =>
      league(cases, { flags: { red: 1, yellow: 0 } }, {}, more).flags.red.length;
    expect([red({ period: weekly }), red({})]).toEqual([0, 1]);
  });
});

describe('the document', () => {
  it('carries period, cut-off, rule set, hash, formulas and the cases behind each number', () => {
    const result = rank(record('a', 1, 2));
    expect(result).toMatchObject({
      kind: 'monthly',
      period: '2026-03',
      ...WEEK,
      cutoff: WEEK.to,
      ruleSet: 'v1',
      ...SEAL,
    });
    expect(result.definitions[0]).toMatchObject({ key: 'onTimeRate', weight: 1, title: '按期整改率' });
    expect(result.leagues[0]?.entries[0]?.measures.onTimeRate).toEqual({
      name: 'onTimeRate',
      numerator: 1,
      denominator: 2,
      excluded: 0,
      exclusions: { parked: 0, upheld: 0 },
      value: 0.5,
      cases: { numerator: ['a-on-0'], denominator: ['a-on-0', 'a-open-0'], excluded: [] },
    });
  });

  it('counts units that stand in no league without ranking them', () => {
    const result = rank([...record('a', 1, 2), ...record('unassigned', 0, 3)]);
    expect(result.leagues[0]?.entries.map(({ unit }) => unit)).toEqual(['a']);
    expect(result.outside).toMatchObject([{ unit: 'unassigned', measures: { onTimeRate: { denominator: 3 } } }]);
  });

  it('is the same document whatever order the facts come in', () => {
    const anyCase = fc.record({
      unit: fc.constantFrom('a', 'b', 'c', 'd', 'pool'),
      problem: fc.nat(60).map((n) => `P-${n}`),
      life: fc.integer({ min: 1, max: 2 }),
      relapse: fc.boolean(),
      parked: fc.boolean(),
      upheld: fc.boolean(),
      place: fc.constantFrom('', '解放路', '人民路'),
      settledAt: fc.option(fc.nat(12).map(day), { nil: undefined }),
      dueAt: fc.option(fc.nat(12).map(day), { nil: null }),
      reworksAt: fc.array(fc.nat(12).map(day), { maxLength: 2 }),
    });
    const cases = fc.array(
      anyCase.map((facts) => buildCase({ ...facts, closedAt: facts.settledAt })),
      { maxLength: 60 },
    );
    const shuffled = cases.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
        fc.shuffledSubarray(UNITS, { minLength: UNITS.length }),
      ),
    );
    const config = {
      score: [
        { measure: { name: 'onTimeRate' }, weight: 0.7 },
        { measure: { name: 'reworkRate' }, weight: 0.3 },
      ],
      deductions: [
        { per: 'rework', points: 0.2 },
        { per: 'repeatedFinding', points: 2 },
      ],
      flags: { red: 1, yellow: 1 },
    };
    fc.assert(
      fc.property(shuffled, ([list, other, units]) => {
        expect(JSON.stringify(rank(other, config, {}, { units }))).toBe(JSON.stringify(rank(list, config)));
      }),
    );
  });
});
