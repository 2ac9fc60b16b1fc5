import { propose } from '../../../../shared/domain/accountability/decision.ts';
import { assessGate } from '../../../../shared/domain/agenda/gate.ts';
import { createFigures } from '../../../../shared/domain/bulletin/bulletin-numbers.ts';
import { type BulletinInput, composeBulletin } from '../../../../shared/domain/bulletin/compose.ts';
import { type Gate, gateSchema } from '../../../../shared/domain/campaign/phase-schema.ts';
import type { Case } from '../../../../shared/domain/problem/cases.ts';
import { rankLeagues } from '../../../../shared/domain/ranking/rank.ts';
import { buildCampaign, buildUnit } from '../../../support/build-campaign.ts';
import { buildCase, buildCases, closedOn, day, WEEK } from '../../../support/build-case.ts';

const STREETS = ['城东街道', '城西街道', '城南街道', '城北街道', '开发区街道', '老城街道'];

/** Seven streets of which one has too few cases, and a department tied to the last. */
export const CAMPAIGN = buildCampaign({
  units: [
    ...STREETS.map((name, n) => buildUnit(n + 1, { id: `street-${n}`, name })),
    buildUnit(8, { id: 'street-few', name: '高新技术产业开发区管理委员会' }),
    buildUnit(9, { id: 'bureau', name: '=城管局', kind: 'department', league: 'departments', linkedTo: ['street-5'] }),
    buildUnit(10, { id: 'town', name: '北山镇', kind: 'town', league: 'towns' }),
  ],
  categories: [{ id: 'litter', name: '暴露垃圾' }],
  deadlines: [{ id: 'ordinary', within: '3 workingDays' }],
  ranking: {
    periods: ['weekly', 'monthly'],
    score: [
      { measure: { name: 'onTimeRate' }, weight: 0.7 },
      { measure: { name: 'reworkRate' }, weight: 0.3 },
    ],
    deductions: [{ per: 'rework', points: 0.2 }],
    flags: { red: 1, yellow: 1 },
  },
});

const record = (unit: string, onTime: number, late: number): Case[] => [
  ...buildCases(onTime, { unit, ...closedOn(2) }, `${unit}-a`),
  ...buildCases(late, { unit, reworksAt: [day(3)], ...closedOn(5) }, `${unit}-b`),
  buildCase({ unit, problem: `${unit}-open` }),
  buildCase({ unit, problem: `${unit}-parked`, parked: true }),
];

export const CASES: Case[] = [
  ...STREETS.flatMap((_, n) => record(`street-${n}`, 30 - 4 * n, n)),
  ...record('street-few', 1, 0),
  buildCase({
    unit: 'street-5',
    problem: 'old',
    recordedAt: '2026-02-20T01:00:00.000Z',
    dispatchedAt: '2026-02-20T01:00:00.000Z',
    dueAt: '2026-02-25T01:00:00.000Z',
    upheld: true,
    ...closedOn(3),
    escalations: [
      { step: 'urge', rung: 'urge', at: '2026-02-25T01:00:00.000Z' },
      { step: 'supervise', rung: 'supervise', at: day(2) },
      { step: 'supervise.2', rung: 'supervise', at: day(3) },
    ],
  }),
];

const GATE: Gate = gateSchema.parse({
  id: 'demolition-70',
  name: '自拆助拆率',
  on: '2026-03-08',
  measure: { name: 'methodRate', methods: ['self'] },
  target: { atLeast: 0.7 },
  onMiss: { do: 'extend', days: 5 },
});

/** The figures of the week over the cases above. */
export function figures() {
  const run = createFigures(
    WEEK,
    '2026-02-15T16:00:00.000Z',
    CAMPAIGN.units.map(({ id }) => id),
  );
  for (const item of CASES) run.add(item);
  run.addPooled({ problem: 'pool-1', category: 'litter', recordedAt: day(2) });
  run.addTask({ task: 'letter', unit: 'street-0', dueAt: day(2), doneAt: day(1) });
  run.addTask({ task: 'letter', unit: 'street-1', dueAt: day(2) });
  return run.result();
}

const ranking = () =>
  rankLeagues(
    {
      period: { kind: 'monthly', key: '2026-03', ...WEEK },
      leagues: CAMPAIGN.leagues,
      units: CAMPAIGN.units,
      ranking: CAMPAIGN.ranking,
      ruleSet: 'a1b2c3d4',
    },
    { cases: CASES },
    { ledgerHash: '9f2c'.repeat(16), computedAt: WEEK.to },
  );

const PROPOSAL = propose(
  {
    id: 's0-removal:street-5:2026-03',
    rule: 's0-removal',
    propose: 'removal',
    unit: 'street-5',
    unitName: '老城街道',
    league: 'streets',
    period: '2026-03',
    for: ['principal', 'deputy'],
    sharedBy: ['bureau'],
    threshold: { consecutive: 3 },
    evidence: ['2026-01', '2026-02', '2026-03'].map((period) => ({
      period,
      league: 'streets',
      rank: 6,
      of: 6,
      score: 55.5,
      scoreText: '55.50',
      ranking: 'f'.repeat(64),
    })),
    basis: '连续三次月排名末三位，建议免去主要领导、分管领导职务',
    summary: { zh: '老城街道连续 3 次月排名居后 3 名，建议：免职（主要领导、分管领导）', en: '' },
  },
  '2026-03-08T16:00:00.000Z',
);

/** A bulletin with every section. */
export const buildBulletin = (overrides: Partial<BulletinInput> = {}) =>
  composeBulletin({
    campaign: CAMPAIGN,
    kind: 'weekly',
    period: { key: '2026-W10', ...WEEK },
    number: { year: 2026, serial: 3 },
    issuedAt: '2026-03-09T01:00:00.000Z',
    figures: figures(),
    ranking: ranking(),
    gates: [{ gate: GATE, assessment: assessGate(GATE, { numerator: 137, denominator: 200, value: 0.685 }, false) }],
    lateTasks: [
      { task: 'letter', name: '签订责任状', unit: 'street-1', unitName: '城西街道', dueAt: day(2) },
      { task: 'report', name: '报送周报', unit: 'street-2', unitName: '城南街道', dueAt: day(2), doneAt: day(3) },
    ],
    proposals: [
      PROPOSAL,
      {
        ...PROPOSAL,
        status: 'decided',
        decision: 'rejected',
        by: { name: '王秀兰', role: 'office' },
        reason: '区划调整',
        at: day(8),
      },
    ],
    ...overrides,
  });
