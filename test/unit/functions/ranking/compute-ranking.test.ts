import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ArchivedRanking } from '../../../../functions/ranking/archive-ranking.ts';
import { computeRanking } from '../../../../functions/ranking/compute-ranking.ts';
import { cn } from '../../../support/build-calendar.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { close, inspect } from '../../../support/handle-problems.ts';
import { openTestStage, type TestStage } from '../../../support/test-stage.ts';

const W10 = { campaign: 'hundred-days-2026', kind: 'weekly', key: '2026-W10' } as const;
const PATH = 'rankings/hundred-days-2026/weekly/2026-W10.json';

/** Five of six problems in time in the east, all six in the west. */
async function firstWeek(): Promise<TestStage> {
  const stage = await openTestStage(buildCampaign({ ranking: { periods: ['weekly'] } }));
  await inspect(stage, 'street-east', 6, 5);
  await inspect(stage, 'street-west', 6, 6);
  stage.goTo('2026-03-09 00:00');
  return stage;
}

const fileOf = ({ archive }: TestStage, path = PATH): ArchivedRanking =>
  JSON.parse(Buffer.from(archive.files.get(path) ?? []).toString());

describe('computeRanking', () => {
  it('ranks the leagues of a window and archives every case behind its numbers', async () => {
    const stage = await firstWeek();
    const { leagues, sha256, path } = await computeRanking(W10, stage.services);
    expect(leagues[0]?.entries).toMatchObject([
      { unit: 'street-west', rank: 1, score: 100, measures: { onTimeRate: { numerator: 6, denominator: 6 } } },
      { unit: 'street-east', rank: 2, scoreText: '83.33', measures: { onTimeRate: { numerator: 5, denominator: 6 } } },
    ]);
    expect(path).toBe(PATH);
    expect(
      createHash('sha256')
        .update(stage.archive.files.get(PATH) ?? '')
        .digest('hex'),
    ).toBe(sha256);
    const east = fileOf(stage).leagues[0]?.entries[1];
    expect(east?.measures.onTimeRate?.cases.denominator).toHaveLength(6);
  });
  it('keeps no case ids in the book', async () => {
    const stage = await firstWeek();
    expect(JSON.stringify(await computeRanking(W10, stage.services))).not.toContain('I-street-east');
  });
  it('hands back the published ranking and writes nothing when it is asked again', async () => {
    const stage = await firstWeek();
    const first = await computeRanking(W10, stage.services);
    stage.goTo('2026-03-12 09:00');
    const items = { ...stage.services.items, transact: () => Promise.reject(new Error('written again')) };
    expect(await computeRanking(W10, { ...stage.services, items })).toEqual(first);
  });
  it('gives the same file when it is computed days late', async () => {
    const [inTime, late] = [await firstWeek(), await firstWeek()];
    await computeRanking(W10, inTime.services);
    const [problem = ''] = await inspect(late, 'street-east', 3);
    late.goTo('2026-03-12 09:00');
    await close(late, problem);
    await computeRanking(W10, late.services);
    expect(fileOf(late)).toEqual(fileOf(inTime));
    expect(late.archive.files.get(PATH)).toEqual(inTime.archive.files.get(PATH));
  });
  it('counts what happens at the very end of a window to the next one', async () => {
    const stage = await firstWeek();
    const before = await computeRanking(W10, stage.services);
    const other = await firstWeek();
    await inspect(other, 'street-east', 2, 2);
    expect((await computeRanking(W10, other.services)).ledgerHash).toBe(before.ledgerHash);
  });
  it('takes up a file that a crash kept from the book', async () => {
    const stage = await firstWeek();
    const items = { ...stage.services.items, transact: () => Promise.reject(new Error('killed')) };
    await expect(computeRanking(W10, { ...stage.services, items })).rejects.toThrow('killed');
    expect(stage.archive.files.has(PATH)).toBe(true);
    stage.goTo('2026-03-10 09:00');
    const ranking = await computeRanking(W10, stage.services);
    expect(ranking.leagues[0]?.entries).toHaveLength(2);
    expect(await stage.services.rankings.load(W10.campaign, 'weekly', '2026-W10')).toEqual(ranking);
  });
  it('refuses a window that is still open, and one the agenda does not have', async () => {
    const stage = await openTestStage();
    await expect(computeRanking(W10, stage.services)).rejects.toThrow(`closes at ${cn('2026-03-09 00:00')}`);
    await expect(computeRanking({ ...W10, key: '2026-W30' }, stage.services)).rejects.toThrow('"2026-W30"');
  });
});
