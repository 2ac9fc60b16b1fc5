import { describe, expect, it } from 'vitest';
import { decideProposal } from '../../../../functions/ranking/decide-proposal.ts';
import { proposeAccountability } from '../../../../functions/ranking/propose-accountability.ts';
import { cn } from '../../../support/build-calendar.ts';
import { buildUnit } from '../../../support/build-campaign.ts';
import { inspect } from '../../../support/handle-problems.ts';
import { closeMonth, openAppraisal, STREETS } from '../../../support/monthly-appraisal.ts';

const LAST = ['street-1', 'street-2', 'street-3'];

describe('proposeAccountability', () => {
  it('proposes removal at the third month among the last three, with its three rankings (S0)', async () => {
    const stage = await openAppraisal();
    expect(await closeMonth(stage, '2026-03', ['street-1', 'street-2', 'street-3'])).toEqual([]);
    expect(await closeMonth(stage, '2026-04', ['street-1', 'street-2', 'street-4'])).toEqual([]);
    expect(await closeMonth(stage, '2026-05', ['street-1', 'street-5', 'street-6'])).toEqual([
      's0-removal:street-1:2026-05',
    ]);
    const [filed] = await stage.services.proposals.list(stage.campaign);
    expect(filed).toMatchObject({ status: 'pending', proposedAt: cn('2026-06-01 00:00') });
    expect(filed?.proposal).toMatchObject({ propose: 'removal', for: ['principal', 'deputy'], unit: 'street-1' });
    const rankings = await stage.services.rankings.list(stage.campaign, 'monthly');
    expect(filed?.proposal.evidence.map(({ period, ranking }) => [period, ranking])).toEqual(
      rankings.map(({ period, sha256 }) => [period, sha256]),
    );
  });
  it('files a proposal once, however often it is asked and whatever was decided', async () => {
    const stage = await openAppraisal();
    for (const month of ['2026-03', '2026-04', '2026-05']) await closeMonth(stage, month, LAST);
    const id = 's0-removal:street-1:2026-05';
    const by = { name: '王主任', role: 'office' } as const;
    await decideProposal(
      { campaign: stage.campaign, proposal: id, decision: 'rejected', by, reason: '已限期整改' },
      stage.services,
    );
    const again = { campaign: stage.campaign, kind: 'monthly', key: '2026-05' } as const;
    expect(await proposeAccountability(again, stage.services)).toEqual([]);
    expect((await stage.services.proposals.load(stage.campaign, id))?.state).toMatchObject({ decision: 'rejected' });
  });
  it('shares the consequence with linked units', async () => {
    const tied = buildUnit(8, { id: 'street-8', linkedTo: ['street-1'] });
    const units = [...STREETS.map((id, n) => buildUnit(n + 1, { id })), tied];
    const stage = await openAppraisal({ units });
    for (const month of ['2026-03', '2026-04', '2026-05']) await closeMonth(stage, month, LAST);
    const stored = await stage.services.proposals.load(stage.campaign, 's0-removal:street-1:2026-05');
    expect(stored?.state.proposal.sharedBy).toEqual(['street-8']);
  });
  it('reports to the superior department, once for the same problems (S2b)', async () => {
    const ladder = {
      rungs: [{ rung: 'urge' as const, at: '0 workingHours', to: ['liaison' as const] }],
      specialReport: { overdue: 3, withinDays: 60 },
    };
    const stage = await openAppraisal({ ladder, accountability: [] });
    const problems = await inspect(stage, 'street-1', 3);
    await inspect(stage, 'street-2', 2);
    expect(await closeMonth(stage, '2026-03', [])).toContain('specialReport:street-1:2026-03');
    const stored = await stage.services.proposals.load(stage.campaign, 'specialReport:street-1:2026-03');
    expect(stored?.state.proposal).toMatchObject({ propose: 'specialReport', cases: problems.toSorted() });
    expect(await closeMonth(stage, '2026-04', [])).not.toContain('specialReport:street-1:2026-04');
  });
  it('refuses a window that is not ranked yet', async () => {
    const stage = await openAppraisal();
    const closing = { campaign: stage.campaign, kind: 'monthly', key: '2026-03' } as const;
    await expect(proposeAccountability(closing, stage.services)).rejects.toThrow('not published yet');
  });
});

describe('decideProposal', () => {
  it('is decided by a named person of the office, once', async () => {
    const stage = await openAppraisal();
    for (const month of ['2026-03', '2026-04', '2026-05']) await closeMonth(stage, month, LAST);
    const by = { name: '王主任', role: 'office' } as const;
    const decision = {
      campaign: stage.campaign,
      proposal: 's0-removal:street-2:2026-05',
      decision: 'approved',
      by,
      reason: '三次居后',
    } as const;
    const decided = await decideProposal(decision, stage.services);
    expect(decided).toMatchObject({ status: 'decided', by, at: cn('2026-06-01 00:00') });
    expect(await decideProposal(decision, stage.services)).toEqual(decided);
    const other = { ...decision, decision: 'rejected' } as const;
    await expect(decideProposal(other, stage.services)).rejects.toThrow('decided already');
  });
  it('says that there is no such proposal', async () => {
    const stage = await openAppraisal();
    const by = { name: '王主任', role: 'office' } as const;
    const decision = { campaign: stage.campaign, proposal: 'none', decision: 'approved', by, reason: '-' } as const;
    await expect(decideProposal(decision, stage.services)).rejects.toThrow('"none"');
  });
  it('asks a person to look again where a ranking behind the proposal was corrected', async () => {
    const stage = await openAppraisal();
    for (const month of ['2026-03', '2026-04', '2026-05']) await closeMonth(stage, month, LAST);
    const { services, campaign } = stage;
    const published = await services.rankings.load(campaign, 'monthly', '2026-04');
    if (!published) throw new Error('April was ranked');
    const correction = {
      number: 1,
      reason: '申诉成立',
      by: '王主任',
      appeals: [],
      appealsUntil: published.to,
      corrects: published.sha256,
    };
    await services.items.transact(services.rankings.write({ ...published, correction, sha256: 'f'.repeat(64) }));
    const by = { name: '王主任', role: 'office' } as const;
    const decision = {
      campaign,
      proposal: 's0-removal:street-1:2026-05',
      decision: 'approved',
      by,
      reason: '三次居后',
    } as const;
    await expect(decideProposal(decision, services)).rejects.toMatchObject({ reason: 'corrected' });
    expect(await decideProposal({ ...decision, despiteCorrections: true }, services)).toMatchObject({
      status: 'decided',
    });
  });
});
