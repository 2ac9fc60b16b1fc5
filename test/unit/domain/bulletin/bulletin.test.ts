import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { transferProposal } from '../../../../shared/domain/accountability/case-proposals.ts';
import { propose } from '../../../../shared/domain/accountability/decision.ts';
import type { BulletinNumber } from '../../../../shared/domain/bulletin/bulletin.ts';
import { createFigures } from '../../../../shared/domain/bulletin/bulletin-numbers.ts';
import { numbersCsv, rankingCsv } from '../../../../shared/domain/bulletin/csv.ts';
import { bulletinFiles } from '../../../../shared/domain/bulletin/files.ts';
import { html } from '../../../../shared/domain/bulletin/html.ts';
import { renderPage } from '../../../../shared/domain/bulletin/page.ts';
import { daysText, momentText } from '../../../../shared/domain/bulletin/zone-text.ts';
import { WEEK } from '../../../support/build-case.ts';
import { buildBulletin, CAMPAIGN, CASES, figures } from './build-bulletin.ts';

const number = (key: string): BulletinNumber => {
  const found = figures().numbers.find((each) => each.key === key);
  if (!found) throw new Error(`the bulletin has no ${key}`);
  return found;
};

const rows = (csv: string): string[][] => parse(csv, { bom: true, relax_column_count: false });

describe('the figures', () => {
  it('count what was found, pool included, and closed in the period and to date', () => {
    const old = CASES.filter(({ problem }) => problem === 'old').length;
    expect(number('found').value).toBe(CASES.length - old + 1);
    expect(number('foundToDate').value).toBe(CASES.length + 1);
    expect(number('closed')).toMatchObject({ text: '137', denominator: null, basis: '' });
  });

  it('carry base, exclusions, window and formula in print', () => {
    expect(number('onTimeRate')).toMatchObject({
      title: '按期整改率',
      text: '84.62%',
      numerator: 121,
      denominator: 143,
      exclusions: { parked: 7, upheld: 0 },
      basis: '121 ÷ 143；未计入：挂账7',
      window: WEEK,
    });
    expect(number('closingRateToDate')).toMatchObject({
      title: '累计销号率',
      basis: '136 ÷ 143；未计入：挂账7、申诉成立1',
      window: { from: '2026-02-15T16:00:00.000Z', to: WEEK.to },
    });
  });

  it('say of what a count is taken, and in which unit an average is', () => {
    expect(number('overdueNow')).toMatchObject({ title: '现有超期数', text: '7', basis: '未销号7件中；未计入：挂账7' });
    expect(number('averageHoursToClose').title).toBe('平均整改用时（小时）');
  });

  it('leave out a score that no inspection was given for', () => {
    expect(figures().numbers.map(({ key }) => key)).not.toContain('inspectionScore');
    expect(number('taskCompletion').basis).toBe('1 ÷ 2');
  });

  it('count rungs decided in the period alone', () => {
    expect(figures().rungs).toMatchObject({ urge: 0, supervise: 2 });
  });
});

describe('the bulletin', () => {
  it('is numbered and titled by campaign, period and days', () => {
    expect(buildBulletin()).toMatchObject({
      number: '〔2026〕第3期',
      title: '2026年百日攻坚行动周通报',
      covers: '2026年3月2日至3月8日',
      cutoff: WEEK.to,
    });
  });

  it('names the phase in a phase bulletin', () => {
    expect(buildBulletin({ kind: 'phase', period: { key: 'attack', name: '集中攻坚', ...WEEK } }).title).toBe(
      '2026年百日攻坚行动集中攻坚阶段通报',
    );
  });

  it('names the last three with their values, flags, deductions and who was not ranked', () => {
    const [streets] = buildBulletin().ranking?.leagues ?? [];
    expect(streets?.bottom.map(({ name, scoreText }) => [name, scoreText])).toEqual([
      ['城北街道', '82.92'],
      ['开发区街道', '75.32'],
      ['老城街道', '65.61'],
    ]);
    expect(streets?.rows.at(-1)).toMatchObject({ rank: 6, remarks: ['返工5次，扣1分', '黄旗'] });
    expect(streets?.rows[0]?.cells[0]).toEqual({ text: '96.77%', numerator: 30, denominator: 31, excluded: 1 });
    expect(streets?.unranked).toEqual([
      { unit: 'street-few', name: '高新技术产业开发区管理委员会', reason: '本期应结案2件，少于5件，不参加排名' },
    ]);
  });

  it('names the units that share a placing', () => {
    const [streets] = buildBulletin().ranking?.leagues ?? [];
    expect(streets?.yellow).toMatchObject([{ unit: 'street-5', sharedBy: ['=城管局'] }]);
    expect(renderPage(buildBulletin())).toContain('黄旗：老城街道（第6名，65.61分；同奖同罚：=城管局）');
  });

  it('tells what follows from a missed gate', () => {
    expect(buildBulletin().gates[0]).toMatchObject({
      target: '≥ 70%',
      measured: '68.50% (137/200)',
      met: false,
      consequence: '本阶段延长5天',
    });
  });

  it('shows proposals with evidence, sharers and who decided', () => {
    const [pending, decided] = buildBulletin().proposals;
    expect(pending).toMatchObject({ status: 'pending', sharedBy: ['=城管局'] });
    expect(pending?.evidence).toHaveLength(3);
    expect(decided).toMatchObject({ status: 'rejected', decidedBy: '王秀兰', reason: '区划调整' });
  });

  it('prints the cases of a proposal that rests on cases, and no empty placings', () => {
    const proposal = transferProposal(
      { problem: 'J-1', life: 2, revision: 0, step: 'refer' },
      { id: 'street-1', name: '城西街道', league: 'streets' },
    );
    const bulletin = buildBulletin({ proposals: [propose(proposal, WEEK.to)] });
    expect(bulletin.proposals).toMatchObject([{ evidence: [], cases: ['J-1/2'], basis: '督办阶梯：移交问责' }]);
    const page = renderPage(bulletin);
    expect(page).toContain('依据：督办阶梯：移交问责。案件：J-1/2<');
    expect(page).not.toContain('排名：');
  });

  it('counts what has waited for a decision since before, instead of printing it again', () => {
    expect(renderPage(buildBulletin({ pendingBefore: 12 }))).toContain('尚待签批的建议另有12项。');
    expect(renderPage(buildBulletin())).not.toContain('此前提出');
    const page = renderPage(buildBulletin({ proposals: [], pendingBefore: 1 }));
    expect(page).toContain('问责建议');
    expect(page).not.toContain('<th>建议</th>');
  });

  it('prints bases by which a reader can compute a value again', () => {
    const [first, ...others] = buildBulletin().numbers;
    if (!first) throw new Error('the bulletin has no numbers');
    const score = { ...first, numerator: 20 / 3, denominator: 258.25 };
    expect(numbersCsv({ ...buildBulletin(), numbers: [score, ...others] })).toContain(',6.67,258.25,');
    const run = createFigures(WEEK, WEEK.from, ['u']);
    run.addInspection({ id: 'I', unit: 'u', at: WEEK.from, earned: 6.75, checked: 11, vetoes: [] });
    expect(run.result().numbers.find(({ key }) => key === 'inspectionScore')?.basis).toBe('6.75 ÷ 11');
  });

  it('does without ranking, gates, tasks and proposals where there are none', () => {
    const bulletin = buildBulletin({ gates: [], lateTasks: [], proposals: [] });
    const { ranking: _ranking, ...bare } = bulletin;
    const page = renderPage(bare);
    expect(page.match(/<h2>[^<]+/g)).toEqual(['<h2>一、总体情况', '<h2>二、督办情况']);
    expect(bulletinFiles(bare).files.map(({ name }) => name)).toEqual([
      'bulletin.json',
      'bulletin.html',
      'numbers.csv',
    ]);
  });
});

describe('the page', () => {
  const page = renderPage(buildBulletin());

  it('holds every section in Chinese and prints on A4', () => {
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('@page { size: A4;');
    const titles = ['总体情况', '节点目标', '各组排名', '督办情况', '任务逾期', '问责建议'];
    for (const [index, title] of titles.entries()) expect(page).toContain(`${'一二三四五六'[index]}、${title}`);
  });

  it('prints each number with its base, window and formula beside it', () => {
    for (const { text, basis, formula } of buildBulletin().numbers) {
      expect(page).toContain(`<td class="n value">${text}</td>`);
      expect(page).toContain(`${basis}<span class="base">`);
      expect(page).toContain(formula);
    }
  });

  it('runs no script and loads nothing', () => {
    expect(page).not.toMatch(/<script|src=|href=|url\(|@import|\son\w+=/i);
    expect(page).toContain("default-src 'none'");
  });

  it('escapes whatever an office or a unit wrote', () => {
    const evil = `<img src=x onerror="alert('1')">&`;
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    const campaign = { ...CAMPAIGN, name: evil, issuer: evil };
    const lateTasks = [{ task: 't', name: evil, unit: 'u', unitName: evil, dueAt: WEEK.from }];
    const text = renderPage(buildBulletin({ campaign, lateTasks }));
    expect(text).not.toContain('<img');
    expect(text.split(escaped).length - 1).toBeGreaterThanOrEqual(5);
  });

  it('prints a list of findings that a person reads, and refers to the table for a longer one', () => {
    const finding = { problem: 'J-1', unit: 'u', unitName: '城东街道', category: '暴露垃圾', place: '解放路12号' };
    const row = { ...finding, requirement: '清理干净', dispatchedAt: WEEK.from, dueAt: WEEK.to, status: '办理中' };
    const printed = renderPage(buildBulletin({ findings: [row] }));
    expect(printed).toContain('解放路12号：清理干净<span class="base">J-1，暴露垃圾</span>');
    expect(printed).toContain('2026年3月9日00:00');
    const long = renderPage(buildBulletin({ findings: Array.from({ length: 121 }, () => row) }));
    expect(long).toContain('本期发现问题121件，逐件的整改要求和期限见附件findings.csv。');
    expect(long).not.toContain('清理干净');
  });

  it('escapes text but not its own markup', () => {
    expect(html`<p>${'a<b'}${html`<b>${'&'}</b>`}${[html`<i>1</i>`, html`<i>2</i>`]}${3}</p>`.text).toBe(
      '<p>a&lt;b<b>&amp;</b><i>1</i><i>2</i>3</p>',
    );
  });
});

describe('the tables', () => {
  it('open in a spreadsheet as UTF-8, one figure a row with its base', () => {
    const csv = numbersCsv(buildBulletin());
    expect(csv.startsWith('\ufeff指标,')).toBe(true);
    expect(rows(csv)).toContainEqual([
      '按期整改率',
      '84.62%',
      '121',
      '143',
      '7',
      '0',
      '2026年3月2日至3月8日',
      '按期整改数 ÷ （期内到期数 − 挂账数 − 申诉成立数）',
    ]);
  });

  it('list ranked units and, with the reason, those not ranked, in equally many columns', () => {
    const { ranking } = buildBulletin();
    if (!ranking) throw new Error('the bulletin has no ranking');
    const table = rows(rankingCsv(ranking));
    expect(table[1]?.slice(0, 5)).toEqual(['街道组', '1', 'street-0', '城东街道', '97.74']);
    expect(table.find((row) => row[2] === 'street-few')?.at(-1)).toBe('本期应结案2件，少于5件，不参加排名');
    expect(table.find((row) => row[2] === 'bureau')?.[3]).toBe("'=城管局");
  });
});

describe('the files', () => {
  it('are vouched for by a manifest', () => {
    const { files, manifest } = bulletinFiles(buildBulletin());
    expect(manifest).toMatchObject({ kind: 'weekly', period: '2026-W10', number: '〔2026〕第3期' });
    expect(manifest.files).toEqual(
      files.map(({ name, mediaType, text }) => ({
        name,
        mediaType,
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
    );
  });

  it('are the same bytes for the same facts', () => {
    expect(bulletinFiles(buildBulletin())).toEqual(bulletinFiles(buildBulletin()));
  });

  it('hold the whole bulletin as JSON', () => {
    const bulletin = buildBulletin();
    expect(JSON.parse(bulletinFiles(bulletin).files[0]?.text ?? '')).toEqual(JSON.parse(JSON.stringify(bulletin)));
  });
});

describe('days', () => {
  it.each([
    ['2026-03-01T16:00:00.000Z', '2026-03-08T16:00:00.000Z', '2026年3月2日至3月8日'],
    ['2025-12-28T16:00:00.000Z', '2026-01-04T16:00:00.000Z', '2025年12月29日至2026年1月4日'],
    ['2026-03-01T16:00:00.000Z', '2026-03-02T16:00:00.000Z', '2026年3月2日'],
  ])('from %s to %s are written %s', (from, to, text) => {
    expect(daysText({ from, to }, 'Asia/Shanghai')).toBe(text);
  });

  it('are those of the campaign’s zone', () => {
    expect(momentText('2026-03-08T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026年3月9日00:00');
    expect(momentText('2026-03-08T16:00:00.000Z', 'America/New_York')).toBe('2026年3月8日12:00');
  });
});
