import { describe, expect, it } from 'vitest';
import { computeRanking } from '../../../../functions/ranking/compute-ranking.ts';
import { correctRankings } from '../../../../functions/ranking/correct-rankings.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { close, inspect, tell } from '../../../support/handle-problems.ts';
import { openTestStage, type TestStage } from '../../../support/test-stage.ts';

const campaign = 'hundred-days-2026';
const W10 = { campaign, kind: 'weekly', key: '2026-W10' } as const;

/** Two of six problems are put right late and appealed against after the first week was ranked. */
async function appealed() {
  const stage = await openTestStage(buildCampaign({ ranking: { periods: ['weekly'] } }));
  const [first = '', second = ''] = await inspect(stage, 'street-east', 8);
  stage.goTo('2026-03-09 00:00');
  const published = await computeRanking(W10, stage.services);
  stage.goTo('2026-03-10 09:00');
  for (const problem of [first, second]) {
    await close(stage, problem);
    await tell(stage, problem, { type: 'appeal', reason: '属外单位管辖' });
  }
  return { stage, first, second, published };
}

const uphold = (stage: TestStage, problem: string) =>
  tell(stage, problem, { type: 'upholdAppeal', reason: '情况属实' });
const correct = ({ services }: TestStage, problem: string) =>
  correctRankings({ campaign, problem, by: '王主任' }, services);
const eastOf = (ranking: Awaited<ReturnType<typeof computeRanking>> | undefined) =>
  ranking?.leagues[0]?.entries[0]?.measures.onTimeRate;

describe('correctRankings', () => {
  it('makes a numbered correction that leaves out the case and says why', async () => {
    const { stage, first, published } = await appealed();
    await uphold(stage, first);
    const [correction] = await correct(stage, first);
    expect(eastOf(correction)).toMatchObject({ denominator: 7, excluded: 1 });
    expect(correction).toMatchObject({
      path: 'rankings/hundred-days-2026/weekly/2026-W10.c1.json',
      ledgerHash: published.ledgerHash,
      correction: { number: 1, by: '王主任', appeals: [first], corrects: published.sha256 },
    });
    expect(correction?.correction?.reason).toContain('申诉成立');
  });
  it('never changes what was published', async () => {
    const { stage, first, published } = await appealed();
    const file = stage.archive.files.get(published.path);
    await uphold(stage, first);
    const [correction] = await correct(stage, first);
    expect(await stage.services.rankings.load(campaign, 'weekly', '2026-W10')).toEqual(published);
    expect(stage.archive.files.get(published.path)).toBe(file);
    expect(await stage.services.rankings.latest(campaign, 'weekly', '2026-W10')).toEqual(correction);
  });
  it('makes no second correction for the same appeal, and a second one for another', async () => {
    const { stage, first, second } = await appealed();
    await uphold(stage, first);
    await correct(stage, first);
    expect(await correct(stage, first)).toEqual([]);
    stage.goTo('2026-03-10 10:00');
    await uphold(stage, second);
    const [other] = await correct(stage, second);
    expect(other?.correction).toMatchObject({ number: 2, appeals: [first, second].toSorted() });
    expect(eastOf(other)).toMatchObject({ denominator: 6, excluded: 2 });
  });
  it('keeps the number of a correction that a crash kept from the book', async () => {
    const { stage, first, second } = await appealed();
    await uphold(stage, first);
    const items = { ...stage.services.items, transact: () => Promise.reject(new Error('killed')) };
    await expect(
      correctRankings({ campaign, problem: first, by: '王主任' }, { ...stage.services, items }),
    ).rejects.toThrow('killed');
    stage.goTo('2026-03-10 10:00');
    await uphold(stage, second);
    expect((await correct(stage, second))[0]?.correction?.number).toBe(2);
    const listed = await stage.services.rankings.list(campaign, 'weekly');
    expect(listed.map(({ correction }) => correction?.number ?? 0)).toEqual([0, 1, 2]);
  });
  it('corrects nothing where the appeal is not upheld, or was before the ranking', async () => {
    const { stage, first } = await appealed();
    expect(await correct(stage, first)).toEqual([]);
    await tell(stage, first, { type: 'rejectAppeal', reason: '属本单位' });
    expect(await correct(stage, first)).toEqual([]);
    expect(await correct(stage, 'no-such-problem')).toEqual([]);
  });
});
