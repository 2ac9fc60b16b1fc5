import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { publishBulletin } from '../../../../functions/bulletin-publishing/publish-bulletin.ts';
import { assessGateEntry } from '../../../../functions/campaign-phase/assess-gate.ts';
import { takeIn } from '../../../../functions/inspection-intake/take-in.ts';
import { computeRanking } from '../../../../functions/ranking/compute-ranking.ts';
import { decideProposal } from '../../../../functions/ranking/decide-proposal.ts';
import type { Bulletin } from '../../../../shared/domain/bulletin/bulletin.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { buildStandardInput } from '../../../support/build-standard.ts';
import { close, inspect } from '../../../support/handle-problems.ts';
import { closeMonth, openAppraisal } from '../../../support/monthly-appraisal.ts';
import { buildInspection, openTestStage, type TestStage } from '../../../support/test-stage.ts';

const campaign = buildCampaign({
  phases: [
    {
      phase: 'publicity',
      starts: '2026-03-02',
      ends: '2026-03-08',
      gates: [
        { id: 'start', name: '开局', on: '2026-03-08', measure: { name: 'onTimeRate' }, target: { atLeast: 0.9 } },
      ],
      tasks: [{ id: 'letter', name: '责任状', kind: 'letter', due: '2026-03-04', units: ['street-east'] }],
    },
    { phase: 'attack', starts: '2026-03-09', ends: '2026-03-22' },
    { phase: 'consolidation', starts: '2026-03-23', ends: '2026-03-29' },
  ],
  standard: buildStandardInput(),
  ranking: { periods: ['weekly'] },
  bulletins: { periods: ['weekly', 'halfMonthly'] },
});

const W10 = { campaign: campaign.id, kind: 'weekly', key: '2026-W10' } as const;
const FOLDER = `bulletins/${campaign.id}/weekly-2026-W10`;
const text = ({ archive }: TestStage, path: string) => Buffer.from(archive.files.get(path) ?? []).toString();
const bulletinIn = (stage: TestStage, folder = FOLDER): Bulletin => JSON.parse(text(stage, `${folder}/bulletin.json`));

/** A week with five of six problems put right in time, a late task and a missed gate; ranked. */
async function firstWeek(): Promise<TestStage> {
  const stage = await openTestStage(campaign);
  await inspect(stage, 'street-east', 6, 5);
  stage.goTo('2026-03-09 00:00');
  await assessGateEntry({ campaign: campaign.id, revision: 1, entry: 'gate:start' }, stage.services);
  await computeRanking(W10, stage.services);
  return stage;
}

/** As somebody who means harm would describe it. */
const FINDING = { category: 'litter', place: '=cmd|calc', description: '<script>alert(1)</script>' };

describe('publishBulletin', () => {
  it('archives data, tables, a page and the SHA-256 of each', async () => {
    const stage = await firstWeek();
    const { files } = await publishBulletin(W10, stage.services);
    expect(files.map(({ name }) => name)).toEqual([
      'bulletin.json',
      'bulletin.html',
      'numbers.csv',
      'ranking.csv',
      'findings.csv',
    ]);
    for (const { name, sha256, bytes } of files) {
      const stored = stage.archive.files.get(`${FOLDER}/${name}`) ?? new Uint8Array();
      expect([createHash('sha256').update(stored).digest('hex'), stored.length], name).toEqual([sha256, bytes]);
    }
    expect(text(stage, `${FOLDER}/numbers.csv`).startsWith('\uFEFF')).toBe(true);
    expect(JSON.parse(text(stage, `${FOLDER}/manifest.json`)).files).toEqual(files);
  });
  it('lists each finding with its requirement, its deadline and where it stood at the end (S2b)', async () => {
    const stage = await openTestStage(campaign);
    await inspect(stage, 'street-east', 3, 1);
    await takeIn(
      {
        campaign: campaign.id,
        inspection: buildInspection('POOL', 1, { findings: [{ ...FINDING, pool: true }] }),
        by: 'inspector:li',
      },
      stage.services,
    );
    stage.goTo('2026-03-09 00:00');
    await computeRanking(W10, stage.services);
    await publishBulletin(W10, stage.services);
    const { findings = [], numbers } = bulletinIn(stage);
    expect(findings).toHaveLength(numbers.find(({ key }) => key === 'found')?.value ?? -1);
    expect(findings.map(({ unitName, status }) => [unitName, status]).toSorted()).toEqual([
      ['', '待派遣'],
      ['城东街道', '办理中（超期）'],
      ['城东街道', '办理中（超期）'],
      ['城东街道', '已销号'],
    ]);
    expect(findings.at(-1)).toMatchObject({ requirement: FINDING.description, place: FINDING.place, dueAt: null });
    expect(text(stage, `${FOLDER}/findings.csv`)).toContain(`'${FINDING.place}`);
    const page = text(stage, `${FOLDER}/bulletin.html`);
    expect(page).toContain('、问题清单');
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script');
  });
  it('names each number with its base, the ranking, the gate and the late task', async () => {
    const stage = await firstWeek();
    await publishBulletin(W10, stage.services);
    const { numbers, ranking, gates, lateTasks, number, issuedAt } = bulletinIn(stage);
    expect(numbers.find(({ key }) => key === 'onTimeRate')).toMatchObject({
      numerator: 5,
      denominator: 6,
      text: '83.33%',
    });
    expect(numbers.find(({ key }) => key === 'found')?.value).toBe(6);
    expect(ranking?.leagues[0]?.rows).toMatchObject([{ unit: 'street-east', rank: 1, score: '83.33' }]);
    expect(gates).toMatchObject([{ gate: 'start', met: false, measured: '83.33% (5/6)' }]);
    expect(lateTasks).toMatchObject([{ task: 'letter', unitName: '城东街道' }]);
    expect(number).toBe('〔2026〕第1期');
    expect(issuedAt).toBe('2026-03-08T16:00:00.000Z');
  });
  it('hands back the published one and writes nothing when it is asked again', async () => {
    const stage = await firstWeek();
    const first = await publishBulletin(W10, stage.services);
    stage.goTo('2026-03-12 09:00');
    const items = { ...stage.services.items, transact: () => Promise.reject(new Error('written again')) };
    expect(await publishBulletin(W10, { ...stage.services, items })).toEqual(first);
  });
  it('gives the same files when it is published days late', async () => {
    const [inTime, late] = [await firstWeek(), await firstWeek()];
    await publishBulletin(W10, inTime.services);
    const [problem = ''] = await inspect(late, 'street-east', 3);
    late.goTo('2026-03-12 09:00');
    await close(late, problem);
    await publishBulletin(W10, late.services);
    expect([...late.archive.files]).toEqual([...inTime.archive.files]);
  });
  it('numbers the bulletins of a year without a gap, also where a crash cut one short', async () => {
    const stage = await firstWeek();
    const archive = { ...stage.archive, put: () => Promise.reject(new Error('killed')) };
    await expect(publishBulletin(W10, { ...stage.services, archive })).rejects.toThrow('killed');
    const phase = { campaign: campaign.id, kind: 'phase', key: 'publicity' } as const;
    expect((await publishBulletin(phase, stage.services)).number).toBe('〔2026〕第2期');
    expect((await publishBulletin(W10, stage.services)).number).toBe('〔2026〕第1期');
    const listed = await stage.services.bulletins.list(campaign.id);
    expect(listed.map(({ serial, kind }) => [serial, kind])).toEqual([
      [1, 'weekly'],
      [2, 'phase'],
    ]);
  });
  it('goes on with the data that a crash left in the archive', async () => {
    const stage = await firstWeek();
    let puts = 0;
    const put: typeof stage.archive.put = (path, bytes) => {
      puts += 1;
      return puts > 2 ? Promise.reject(new Error('killed')) : stage.archive.put(path, bytes);
    };
    await expect(publishBulletin(W10, { ...stage.services, archive: { ...stage.archive, put } })).rejects.toThrow(
      'killed',
    );
    stage.goTo('2026-03-10 09:00');
    expect((await publishBulletin(W10, stage.services)).files).toHaveLength(5);
  });
  it('covers a phase with its figures and gates, and a window that is not ranked', async () => {
    const stage = await firstWeek();
    await publishBulletin({ campaign: campaign.id, kind: 'phase', key: 'publicity' }, stage.services);
    const phase = bulletinIn(stage, `bulletins/${campaign.id}/phase-publicity`);
    expect(phase.title).toContain('宣传发动');
    expect(phase.gates).toHaveLength(1);
    expect(phase.numbers.some(({ key }) => key === 'standardVerdict')).toBe(false);
    stage.goTo('2026-03-16 00:00');
    await publishBulletin({ campaign: campaign.id, kind: 'halfMonthly', key: '2026-03-H1' }, stage.services);
    expect(bulletinIn(stage, `bulletins/${campaign.id}/halfMonthly-2026-03-H1`).ranking).toBeUndefined();
  });
  it.each([
    {
      results: [['x1', 'x2', 'x3', 'x4', 'x5', 'x6'].map((checkpoint) => ({ checkpoint, mark: 'pass' }))].flat(),
      verdict: '达标',
    },
    { results: ['x1', 'x2', 'x3', 'x5'].map((checkpoint) => ({ checkpoint, mark: 'pass' })), verdict: '基本达标' },
    { results: [{ checkpoint: 'x1', mark: 'pass' }], verdict: '未达标' },
  ])('concludes with the verdict of the standard: $verdict', async ({ results, verdict }) => {
    const stage = await openTestStage(campaign);
    await takeIn(
      { campaign: campaign.id, inspection: buildInspection('I-1', 0, { results }), by: 'inspector:li' },
      stage.services,
    );
    stage.goTo('2026-03-30 00:00');
    await publishBulletin({ campaign: campaign.id, kind: 'phase', key: 'consolidation' }, stage.services);
    const { numbers } = bulletinIn(stage, `bulletins/${campaign.id}/phase-consolidation`);
    expect(numbers[0]).toMatchObject({ key: 'standardVerdict', text: verdict, denominator: 100 });
  });
  it('names nobody for what nobody has signed, and says how many wait, unless the campaign wants them named', async () => {
    const stage = await openAppraisal();
    for (const month of ['2026-03', '2026-04', '2026-05'])
      await closeMonth(stage, month, ['street-1', 'street-2', 'street-3']);
    await publishBulletin({ campaign: stage.campaign, kind: 'monthly', key: '2026-05' }, stage.services);
    const { proposals, pendingBefore } = bulletinIn(stage, `bulletins/${stage.campaign}/monthly-2026-05`);
    expect(proposals).toEqual([]);
    expect(pendingBefore).toBeGreaterThanOrEqual(3);
  });
  it('shows a proposal as pending that is decided only after the end', async () => {
    const stage = await openAppraisal({ bulletins: { proposals: 'all' } });
    for (const month of ['2026-03', '2026-04', '2026-05'])
      await closeMonth(stage, month, ['street-1', 'street-2', 'street-3']);
    stage.goTo('2026-06-02 09:00');
    const proposal = 's0-removal:street-1:2026-05';
    const by = { name: '王主任', role: 'office' } as const;
    await decideProposal(
      { campaign: stage.campaign, proposal, decision: 'approved', by, reason: '三次居后' },
      stage.services,
    );
    await publishBulletin({ campaign: stage.campaign, kind: 'monthly', key: '2026-05' }, stage.services);
    const { proposals } = bulletinIn(stage, `bulletins/${stage.campaign}/monthly-2026-05`);
    expect(proposals.map(({ id, status }) => [id, status])).toContainEqual([proposal, 'pending']);
  });
  it('prints a proposal in the window that made it or decided it, and only counts it in between', async () => {
    const stage = await openAppraisal({ bulletins: { proposals: 'all' } });
    for (const month of ['2026-03', '2026-04', '2026-05', '2026-06'])
      await closeMonth(stage, month, month === '2026-06' ? [] : ['street-1', 'street-2', 'street-3']);
    const read = async (key: string) => {
      await publishBulletin({ campaign: stage.campaign, kind: 'monthly', key }, stage.services);
      return bulletinIn(stage, `bulletins/${stage.campaign}/monthly-${key}`);
    };
    const isRemoval = ({ id }: { readonly id: string }) => id.endsWith(':2026-05');
    const [may, june] = [await read('2026-05'), await read('2026-06')];
    expect(may.proposals.filter(isRemoval)).toHaveLength(3);
    expect(june.proposals.filter(isRemoval)).toEqual([]);
    expect(june.pendingBefore).toBe(may.proposals.length + may.pendingBefore);
  });
  it('refuses a window that is still open, or not ranked yet', async () => {
    const stage = await openTestStage(campaign);
    await expect(publishBulletin(W10, stage.services)).rejects.toThrow('publish it then');
    stage.goTo('2026-03-09 00:00');
    await expect(publishBulletin(W10, stage.services)).rejects.toThrow('compute it before its bulletin');
    await expect(publishBulletin({ ...W10, kind: 'phase', key: 'rest' }, stage.services)).rejects.toThrow('"rest"');
  });
});
