import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { computeRanking } from '../../../../functions/ranking/compute-ranking.ts';
import { rankingApiRoutes } from '../../../../functions/ranking/routes.ts';
import { transferProposal } from '../../../../shared/domain/accountability/case-proposals.ts';
import { propose } from '../../../../shared/domain/accountability/decision.ts';
import { behindDesk } from '../../../support/behind-desk.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';
import { createTestApi } from '../../../support/test-api.ts';
import { buildInspection } from '../../../support/test-stage.ts';

const EAST = { id: 'street-east', name: '城东街道', league: 'streets' };

/** Six problems found on 9 March, none put right in the week, which is ranked on Monday 16 March. */
async function ranked() {
  const api = await createTestApi(buildCampaign({ ranking: { periods: ['weekly'] } }));
  await api.ask('POST /campaigns/{c}/inspections', { as: 'inspector', json: buildInspection('E', 6) });
  api.goTo('2026-03-16 00:00');
  const published = await computeRanking({ campaign: api.campaign, kind: 'weekly', key: '2026-W11' }, api.services);
  return { ...api, published };
}

describe('rankings over HTTP', () => {
  it('are listed, shown by league, and come with the cases behind every number', async () => {
    const { ask, published } = await ranked();
    const list = await ask('GET /campaigns/{c}/rankings/weekly', { as: 'auditor' });
    expect(list.body.items.map((item: { period: string }) => item.period)).toEqual(['2026-W11']);
    const { body } = await ask('GET /campaigns/{c}/rankings/weekly/2026-W11', { as: 'auditor' });
    expect(body.leagues[0].entries[0]).toMatchObject({
      unit: 'street-east',
      measures: { onTimeRate: { numerator: 0, denominator: 6 } },
    });
    const file = await ask('GET /campaigns/{c}/rankings/weekly/2026-W11/cases', { as: 'auditor' });
    expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(published.sha256);
    expect(file.bytes.toString()).toContain('E-3');
  });

  it('hand the document out past a function, whose answer ends at 6 MB, where the stage has a desk for it', async () => {
    const api = await ranked();
    const { ask, offer, offered } = behindDesk(api, rankingApiRoutes);
    for (const as of ['office', 'auditor'] as const) {
      const { statusCode, headers, body } = await ask(as, 'rankings/weekly/2026-W11/cases');
      expect([statusCode, headers?.location, JSON.parse(body ?? '')]).toEqual([302, offer.url, offer]);
    }
    const file = { path: api.published.path, type: 'application/json', name: 'hundred-days-2026-weekly-2026-W11.json' };
    expect(offered).toEqual([file, file]);
    expect((await ask('unit', 'rankings/weekly/2026-W11/cases')).statusCode).toBe(403);
    expect((await ask('office', 'rankings/weekly/2026-W12/cases')).statusCode).toBe(404);
  });

  it('answer 404 for a week that was not ranked, and for a kind of period that does not exist', async () => {
    const { ask } = await ranked();
    for (const path of ['weekly/2026-W12', 'weekly/2026-W11?correction=1', 'daily/2026-W11', 'weekly/2026-W12/cases']) {
      expect([path, (await ask(`GET /campaigns/{c}/rankings/${path}`, { as: 'office' })).status]).toEqual([path, 404]);
    }
  });

  it('are corrected when an appeal is upheld, and the published one stays', async () => {
    const { ask, goTo } = await ranked();
    goTo('2026-03-16 10:00');
    await ask('POST /campaigns/{c}/my/problems/E-1/rectification', { as: 'unit', json: { note: '已清理' } });
    await ask('POST /campaigns/{c}/problems/E-1/verification', { as: 'inspector', json: { pass: true } });
    await ask('POST /campaigns/{c}/my/problems/E-1/appeal', { as: 'unit', json: { reason: '道路封闭' } });
    const decide = () =>
      ask('POST /campaigns/{c}/problems/E-1/appeal', {
        as: 'office',
        json: { decision: 'upheld', reason: '情况属实' },
      });
    const { body } = await decide();
    expect(body).toMatchObject({
      problem: { appeal: 'upheld' },
      corrections: [{ kind: 'weekly', period: '2026-W11', number: 1 }],
    });
    expect((await decide()).body.corrections).toEqual([]);
    const shown = async (query: string) => {
      const answer = await ask(`GET /campaigns/{c}/rankings/weekly/2026-W11${query}`, { as: 'auditor' });
      return answer.body.leagues[0].entries[0].measures.onTimeRate.denominator;
    };
    expect([await shown(''), await shown('?correction=0'), await shown('?correction=1')]).toEqual([5, 6, 5]);
  });

  it('stay as they are when an appeal is rejected, which can’t be decided twice', async () => {
    const { ask, goTo } = await ranked();
    goTo('2026-03-16 10:00');
    await ask('POST /campaigns/{c}/my/problems/E-1/rectification', { as: 'unit', json: { note: '已清理' } });
    await ask('POST /campaigns/{c}/problems/E-1/verification', { as: 'inspector', json: { pass: true } });
    await ask('POST /campaigns/{c}/my/problems/E-1/appeal', { as: 'unit', json: { reason: '道路封闭' } });
    const decide = (decision: string) =>
      ask('POST /campaigns/{c}/problems/E-1/appeal', { as: 'office', json: { decision, reason: '不属实' } });
    expect((await decide('rejected')).body).toMatchObject({ problem: { appeal: 'rejected' }, corrections: [] });
    expect((await decide('upheld')).status).toBe(409);
  });
});

describe('accountability proposals over HTTP', () => {
  const withProposal = async () => {
    const api = await createTestApi();
    const proposal = transferProposal({ problem: 'E-1', life: 1, revision: 0, step: 'refer' }, EAST);
    const filed = propose(proposal, api.clock.now());
    await api.services.items.transact([api.services.proposals.write(api.campaign, filed)]);
    return { ...api, path: `POST /campaigns/{c}/proposals/${proposal.id}/decision` };
  };

  it('are decided once, by a person of the office whose name stands in the decision', async () => {
    const { ask, path } = await withProposal();
    expect((await ask('GET /campaigns/{c}/proposals?status=pending', { as: 'auditor' })).body.items).toHaveLength(1);
    const json = { decision: 'rejected', reason: '已整改到位' };
    const { body } = await ask(path, { as: 'office', json });
    expect(body).toMatchObject({ status: 'decided', decision: 'rejected', by: { name: 'office', role: 'office' } });
    expect((await ask(path, { as: 'office', json })).body).toEqual(body);
    const again = await ask(path, { as: 'office', json: { ...json, reason: '另有原因' } });
    expect([again.status, again.body.error]).toEqual([409, 'already-decided']);
    expect((await ask('GET /campaigns/{c}/proposals?status=pending', { as: 'auditor' })).body.items).toEqual([]);
  });

  it('need a reason, and answer 404 where there is none', async () => {
    const { ask, path } = await withProposal();
    expect((await ask(path, { as: 'office', json: { decision: 'approved', reason: ' ' } })).status).toBe(400);
    const json = { decision: 'approved', reason: '属实' };
    expect((await ask('POST /campaigns/{c}/proposals/none/decision', { as: 'office', json })).status).toBe(404);
  });
});
