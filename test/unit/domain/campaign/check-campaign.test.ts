import { describe, expect, it } from 'vitest';
import { campaignWarnings } from '../../../../shared/domain/campaign/check-campaign.ts';
import { buildCampaign, buildCampaignInput, buildUnit, SIX_RUNGS } from '../../../support/build-campaign.ts';
import { problemsAfter } from '../../../support/campaign-problems.ts';

const input = buildCampaignInput();
const [publicity, attack, consolidation] = input.phases;
const [remind, urge] = SIX_RUNGS;
const [firstUnit, ...otherUnits] = input.units;
const [manhole, , ordinary] = input.deadlines;
const [removal] = input.accountability ?? [];

const step = { id: 'demo', name: '示范拆除', starts: '2026-04-01', ends: '2026-04-15' };
const task = { id: 'letter', name: '签订责任状', kind: 'letter', due: '2026-04-01' };
const gate = {
  id: '70',
  name: '自拆助拆',
  on: '2026-05-15',
  measure: { name: 'closingRate' },
  target: { atLeast: 0.7 },
};
const inAttack = (change: object) => ({ phases: [publicity, { ...attack, ...change }, consolidation] });
const withGate = (change: object) => inAttack({ gates: [{ ...gate, ...change }] });
const withUnit = (change: object) => ({ units: [{ ...firstUnit, ...change }, ...otherUnits] });
const withRungs = (...rungs: object[]) => ({ ladder: { rungs } });
const withStages = (within: string, ...stages: string[]) => ({
  deadlines: [{ ...manhole, within, stages: stages.map((time, n) => ({ name: `第${n}步`, within: time })) }, ordinary],
});
const withRule = (change: object) => ({ accountability: [{ ...removal, ...change }] });

const CASES: ReadonlyArray<readonly [rule: string, change: object, path: string, message: string]> = [
  [
    'two units with one id',
    { units: [...input.units, buildUnit(9, { id: 'street-east' })] },
    'units[6].id',
    '编号“street-east”与 units[0] 重复',
  ],
  [
    'two leagues with one id',
    { leagues: [...input.leagues, { id: 'towns', name: '乡镇二组' }] },
    'leagues[3].id',
    '与 leagues[1] 重复',
  ],
  [
    'two categories with one id',
    { categories: [...input.categories, input.categories[0]] },
    'categories[3].id',
    '重复',
  ],
  [
    'two deadline rules with one id',
    { deadlines: [manhole, { ...ordinary, id: 'manhole' }] },
    'deadlines[1].id',
    '重复',
  ],
  ['two accountability rules with one id', { accountability: [removal, removal] }, 'accountability[1].id', '重复'],
  [
    'two gates with one id in different phases',
    { phases: [publicity, { ...attack, gates: [gate] }, { ...consolidation, gates: [{ ...gate, on: '2026-06-01' }] }] },
    'phases[2].gates[0].id',
    '与 phases[1].gates[0] 重复',
  ],
  ['two steps with one id', inAttack({ steps: [step, step] }), 'phases[1].steps[1].id', '重复'],
  ['two tasks with one id', inAttack({ tasks: [task, task] }), 'phases[1].tasks[1].id', '重复'],
  [
    'an unknown league',
    withUnit({ league: 'street' }),
    'units[0].league',
    '没有“street”这个排名组别，是否想写“streets”？',
  ],
  [
    'an unknown parent',
    withUnit({ parent: 'county' }),
    'units[0].parent',
    '没有“county”这个责任单位，已有：street-east, ',
  ],
  ['an unknown linked unit', withUnit({ linkedTo: ['town-nroth'] }), 'units[0].linkedTo[0]', '是否想写“town-north”？'],
  ['a unit above itself', withUnit({ parent: 'street-east' }), 'units[0].parent', '上级单位又归它自己管'],
  [
    'units above one another',
    {
      units: [
        { ...firstUnit, parent: 'street-west' },
        { ...otherUnits[0], parent: 'street-east' },
        ...otherUnits.slice(1),
      ],
    },
    'units[1].parent',
    '上级单位又归它自己管',
  ],
  ['a unit linked to itself', withUnit({ linkedTo: ['street-east'] }), 'units[0].linkedTo[0]', '不能包保自己'],
  [
    'an unknown lead of a category',
    { categories: [{ ...input.categories[0], leads: ['urban'] }, ...input.categories.slice(1)] },
    'categories[0].leads[0]',
    '没有“urban”这个责任单位',
  ],
  [
    'an unknown unit of a task',
    inAttack({ tasks: [{ ...task, units: ['town-south', 'town-east'] }] }),
    'phases[1].tasks[0].units[1]',
    '没有“town-east”',
  ],
  [
    'an unknown category of a deadline',
    { deadlines: [{ ...manhole, categories: ['manhol'] }, ordinary] },
    'deadlines[0].categories[0]',
    '是否想写“manhole”？',
  ],
  [
    'an unknown category of a gate',
    withGate({ measure: { name: 'closingRate', categories: ['x'] } }),
    'phases[1].gates[0].measure.categories[0]',
    '这个问题类别',
  ],
  [
    'an unknown category of a score',
    { ranking: { score: [{ measure: { name: 'closingRate', categories: ['x'] }, weight: 1 }] } },
    'ranking.score[0].measure.categories[0]',
    '这个问题类别',
  ],
  [
    'a rule for a league that is unknown',
    withRule({ leagues: ['towns', 'street'] }),
    'accountability[0].leagues[1]',
    '是否想写“streets”？',
  ],
  [
    'an unknown league of a rule',
    withRule({ later: [{ league: 'city', by: 1 }] }),
    'accountability[0].later[0].league',
    '没有“city”这个排名组别',
  ],
  [
    'phases out of order',
    { phases: [{ ...publicity, phase: 'attack' }, { ...attack, phase: 'publicity' }, consolidation] },
    'phases[0].phase',
    '第 1 个阶段应为 publicity，写的是 attack',
  ],
  [
    'a phase that ends before it starts',
    { phases: [publicity, attack, { ...consolidation, ends: '2026-05-20' }] },
    'phases[2].ends',
    '2026-05-20 结束，早于开始的 2026-05-26',
  ],
  [
    'phases that overlap',
    { phases: [publicity, { ...attack, starts: '2026-03-11' }, consolidation] },
    'phases[1].starts',
    '两个阶段不能重叠',
  ],
  [
    'a campaign of a century',
    { phases: [publicity, attack, { ...consolidation, ends: '2126-06-09' }] },
    'phases',
    '最长 1100 天',
  ],
  [
    'a step outside its phase',
    inAttack({ steps: [{ ...step, ends: '2026-05-26' }] }),
    'phases[1].steps[0].ends',
    '2026-05-26 不在本阶段（2026-03-12 至 2026-05-25）之内',
  ],
  [
    'a step that ends before it starts',
    inAttack({ steps: [{ ...step, ends: '2026-03-31' }] }),
    'phases[1].steps[0].ends',
    '早于开始',
  ],
  ['a gate outside its phase', withGate({ on: '2026-03-11' }), 'phases[1].gates[0].on', '不在本阶段'],
  [
    'a task outside its phase',
    inAttack({ tasks: [{ ...task, due: '2026-06-01' }] }),
    'phases[1].tasks[0].due',
    '不在本阶段',
  ],
  ['no deadline for the rest', { deadlines: [manhole] }, 'deadlines[0]', '最后一条时限规则应适用于所有问题'],
  [
    'a deadline rule that is never reached',
    { deadlines: [ordinary, manhole] },
    'deadlines[1]',
    '规则“manhole”永远用不上',
  ],
  [
    'stages that end elsewhere',
    withStages('6 calendarDays', '3 emergencyHours', '5 calendarDays'),
    'deadlines[0].within',
    '应与最后一步“第1步”的 5 calendarDays 相同',
  ],
  [
    'stages out of order',
    withStages('3 workingDays', '4 workingDays', '3 workingDays'),
    'deadlines[0].stages[1].within',
    '“第1步”（3 workingDays）应晚于“第0步”（4 workingDays）',
  ],
  [
    'stages out of order in different units',
    withStages('2 calendarDays', '5 workingDays', '2 calendarDays'),
    'deadlines[0].stages[1].within',
    '应晚于',
  ],
  [
    'two rungs at one time',
    withRungs(urge ?? {}, { ...urge, rung: 'supervise' }),
    'ladder.rungs[1].at',
    'supervise（0 workingHours）应晚于前一级 urge（0 workingHours）',
  ],
  [
    'a rung before the one below it',
    withRungs(urge ?? {}, { ...remind, rung: 'supervise' }),
    'ladder.rungs[1].at',
    '应晚于',
  ],
  [
    'a rung within the repeats of the one below it',
    withRungs(
      { ...urge, repeat: { every: '1 workingDays', times: 3 } },
      { ...urge, rung: 'supervise', at: '2 workingDays' },
    ),
    'ladder.rungs[1].at',
    '并重复 3 次',
  ],
  [
    'a milder rung after a graver one',
    withRungs({ ...remind, rung: 'supervise' }, urge ?? {}),
    'ladder.rungs[1].rung',
    'urge 比前一级 supervise 轻',
  ],
  [
    'a ladder that never ends',
    withRungs({ ...urge, repeat: { every: '1 workingDays' } }),
    'ladder.rungs[0].repeat.times',
    '督办永远不会结束',
  ],
  [
    'a repeat that does not move on',
    withRungs({ ...urge, repeat: { every: '0 workingDays', times: 2 } }),
    'ladder.rungs[0].repeat.every',
    '应大于 0',
  ],
  [
    'a start on a rung that is not there',
    { ladder: { rungs: [urge], startAt: { urgent: 'summon' } } },
    'ladder.startAt.urgent',
    '督办阶梯里没有 summon 这一级，只有：urge',
  ],
  [
    'an acknowledgement that delays backwards',
    { ladder: { rungs: [urge], acknowledgement: { effect: 'delays', by: '-1 workingDays' } } },
    'ladder.acknowledgement.by',
    '应大于 0',
  ],
  [
    'a target in percent',
    withGate({ target: { atLeast: 70 } }),
    'phases[1].gates[0].target.atLeast',
    'closingRate 的目标 70 超出范围 0–1；70% 写作 0.7',
  ],
  [
    'a negative target',
    withGate({ measure: { name: 'overdueNow' }, target: { atMost: -1 } }),
    'phases[1].gates[0].target.atMost',
    '超出范围 ≥ 0',
  ],
  [
    'a rate of methods without methods',
    withGate({ measure: { name: 'methodRate' } }),
    'phases[1].gates[0].measure.methods',
    '要写明哪些整改方式',
  ],
  [
    'methods where nothing reads them',
    withGate({ measure: { name: 'closingRate', methods: ['self'] } }),
    'phases[1].gates[0].measure.methods',
    'methods 只用于 methodRate',
  ],
  [
    'an inspection score without a standard',
    { ranking: { score: [{ measure: { name: 'inspectionScore' }, weight: 1 }] } },
    'ranking.score[0].measure.name',
    '要有考核标准',
  ],
  [
    'a league without units',
    { leagues: [...input.leagues, { id: 'firms', name: '企业组' }] },
    'leagues[3]',
    '组别“firms”里没有单位',
  ],
  [
    'flags without monthly rankings',
    { ranking: { periods: ['weekly'], flags: { red: 1 } }, accountability: [] },
    'ranking.flags',
    'periods 里要有 monthly',
  ],
  [
    'a rule for rankings that are not held',
    withRule({ period: 'quarterly' }),
    'accountability[0].period',
    '按 quarterly 排名问责，但排名只有：weekly、monthly',
  ],
  [
    'a rule for flags that are not given',
    withRule({ occasion: { flag: 'yellow' } }),
    'accountability[0].occasion',
    '不会有黄旗',
  ],
  [
    'a count that does not fit its window',
    withRule({ when: [{ cumulative: 4, within: 3 }] }),
    'accountability[0].when[0].cumulative',
    '3 期里不可能累计 4 次',
  ],
];

describe('checkCampaign', () => {
  it.each(CASES)('refuses %s', (_rule, change, path, message) => {
    const problem = problemsAfter(change).find((candidate) => candidate.path === path);
    expect(problem?.message).toContain(message);
  });

  it.each([
    [
      'stages in hours and then in days that a night may lie between',
      withStages('1 workingDays', '8 workingHours', '1 workingDays'),
    ],
    ['phases with days between them', { phases: [publicity, { ...attack, starts: '2026-03-16' }, consolidation] }],
    [
      'the same rung twice, later the second time',
      withRungs(remind ?? {}, { ...remind, at: '-1 workingHours' }, urge ?? {}),
    ],
    ['a repeated last rung that ends', withRungs({ ...urge, repeat: { every: '1 workingDays', times: 3 } })],
    ['a score as a target', withGate({ measure: { name: 'averageHoursToClose' }, target: { atMost: 72 } })],
  ])('accepts %s', (_what, change) => {
    expect(problemsAfter(change)).toEqual([]);
  });
});

describe('checkCampaign on a list that is wrong throughout', () => {
  it('names every unknown unit, and what was meant by the first fifty', () => {
    const linkedTo = Array.from({ length: 60 }, () => 'street-wets');
    const messages = problemsAfter(withUnit({ linkedTo })).map(({ message }) => message);
    expect(messages).toHaveLength(60);
    expect(messages.filter((message) => message.includes('是否想写“street-west”？'))).toHaveLength(50);
  });
});

describe('campaignWarnings', () => {
  it('has nothing to say about a campaign without gaps', () => {
    expect(campaignWarnings(buildCampaign())).toEqual([]);
  });

  it('names days that belong to no phase', () => {
    const phases = buildCampaignInput().phases.map((phase, n) =>
      n === 1 ? { ...phase, starts: '2026-03-16' } : phase,
    );
    expect(campaignWarnings(buildCampaign({ phases }))).toMatchObject([
      { path: ['phases', 1, 'starts'], zh: expect.stringContaining('空出 4 天') },
    ]);
  });

  it('names units with nobody in a role that the ladder writes to', () => {
    const { liaison } = buildUnit(1).contacts;
    const units = [buildUnit(1, { contacts: { liaison } }), ...input.units.slice(1)];
    expect(campaignWarnings(buildCampaign({ units }))).toMatchObject([
      {
        path: ['units', 0, 'contacts'],
        zh: expect.stringContaining('没有 deputy、principal，发给他们的督办将改发联络员'),
      },
    ]);
  });
});
