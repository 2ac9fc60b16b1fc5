import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { CampaignError } from '../../../../shared/domain/campaign/campaign-problem.ts';
import { readCampaign } from '../../../../shared/domain/campaign/read-campaign.ts';
import { readParsedCampaign } from '../../../../shared/domain/campaign/read-parsed-campaign.ts';
import { buildCampaign, buildCampaignInput, buildUnit } from '../../../support/build-campaign.ts';
import { problemsAfter, problemsIn } from '../../../support/campaign-problems.ts';

const input = buildCampaignInput();
const [first, ...others] = input.units;

describe('readCampaign', () => {
  it('reads the same campaign from YAML, from JSON and from JSON with tabs and a byte order mark', () => {
    const campaign = buildCampaign();
    expect(readCampaign(stringify(input))).toEqual(campaign);
    expect(readCampaign(JSON.stringify(input))).toEqual(campaign);
    expect(readCampaign(`\uFEFF${JSON.stringify(input, null, '\t')}`)).toEqual(campaign);
  });

  it('says in one text what is to be put right, in both languages', () => {
    const text = JSON.stringify({ ...input, issuer: '' });
    expect(() => readCampaign(text)).toThrow(CampaignError);
    expect(() => readCampaign(text)).toThrow(
      '活动配置有 1 处要改 ｜ 1 thing to put right in the campaign file:\n- issuer (第1行): 不能为空 ｜ must not be empty',
    );
  });

  it.each([
    ['id: a\nname: "b\n', 2, '缺少引号'],
    ['{"id": "a",\n "name" "b"}', 2, '第2行第'],
    ['id: a\nid: b\n', 2, '同一项写了两遍：id: b'],
    ['phases:\n\t- phase: attack\n', 2, '缩进用了制表符'],
    ['id: a\nname: b: c\n', 2, '一行里有两个“键: 值”'],
    ['id: a\n---\nid: b\n', 2, '只能有一个活动'],
  ])('names line and column of malformed text %j, and shows the line', (text, line, message) => {
    const [problem] = problemsIn(text);
    expect(problem).toMatchObject({ path: '', line, message: expect.stringContaining(message) });
    expect(problem?.messageEn).toMatch(/^line \d+, column \d+: .+: .+/);
  });

  it('refuses an alias without its anchor', () => {
    expect(problemsIn('id: *nowhere')).toMatchObject([{ message: expect.stringContaining('nowhere') }]);
  });

  it('refuses an empty file and a file that is a list', () => {
    expect(problemsIn('')).toMatchObject([{ path: '', message: '文件是空的', messageEn: 'the file is empty' }]);
    expect(problemsIn('[]')).toMatchObject([{ path: '', message: expect.stringContaining('写的是 []') }]);
  });

  it('lists every problem at once, in the order of the file', () => {
    const text = stringify({
      ...input,
      name: '',
      units: [{ ...first, league: 'avenues' }, ...others],
      sending: { signature: '县' },
    });
    expect(problemsIn(text).map(({ path }) => path)).toEqual(['name', 'units[0].league', 'sending.signature']);
  });

  it('checks fields against one another even where another field is malformed', () => {
    const problems = problemsAfter({
      name: '',
      deadlines: [{ id: 'x', categories: ['liter'], within: '1 workingDays' }],
    });
    expect(problems.map(({ path }) => path)).toEqual(['name', 'deadlines[0].categories[0]', 'deadlines[0]']);
  });

  it('gives the line of a value, and for a missing one that of the group around it', () => {
    const text = 'id: a\nname: b\nissuer: c\nsending:\n  window: { from: "8" }\n';
    const lines = new Map(problemsIn(text).map(({ path, line }) => [path, line]));
    expect(lines.get('sending.signature')).toBe(5);
    expect(lines.get('sending.window.from')).toBe(5);
    expect(lines.get('phases')).toBe(1);
  });

  it('shows no phone number, neither of a wrong value nor of a malformed line', () => {
    const wrong = problemsAfter({
      units: [buildUnit(1, { contacts: { liaison: { name: '甲', phone: '138000001011' } } })],
    });
    expect(wrong[0]).toMatchObject({ path: 'units[0].contacts.liaison.phone' });
    expect(JSON.stringify([wrong, problemsIn('phone: 13800000101: x')])).not.toMatch(/\d{6}/);
  });

  it('refuses a start before today in the zone of the campaign, and one that is over', () => {
    expect(problemsAfter({}, { now: '2026-03-02T15:59:59.000Z' })).toEqual([]);
    expect(problemsAfter({}, { now: '2026-03-02T16:00:00.000Z' })).toMatchObject([
      { path: 'phases[0].starts', message: '开始日期 2026-03-02 已过（今天 2026-03-03），请改为今天或以后' },
    ]);
    expect(problemsAfter({}, { now: '2026-06-10T00:00:00.000Z' })).toMatchObject([
      { path: 'phases[2].ends', message: '活动已于 2026-06-09 结束（今天 2026-06-10），不能再启动' },
    ]);
  });
});

describe('readParsedCampaign', () => {
  it('reads what is data already and asks for the lines of its problems', () => {
    expect(readParsedCampaign({ value: input, lineOf: () => undefined })).toEqual(buildCampaign());
    const file = { value: { ...input, issuer: '' }, lineOf: () => 7 };
    expect(() => readParsedCampaign(file)).toThrow('- issuer (第7行): 不能为空');
  });
});
