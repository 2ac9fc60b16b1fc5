import { describe, expect, it } from 'vitest';
import { specialReportProposals, transferProposal } from '../../../../shared/domain/accountability/case-proposals.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';

const { units } = buildCampaign();

describe('specialReportProposals', () => {
  const due = { unit: 'street-west', from: '', to: '', cases: ['P-1', 'P-2', 'P-3'] };
  it('names the cases, the rule and those who share it', () => {
    const [proposal] = specialReportProposals([due], { overdue: 3, withinDays: 30 }, '2026-W10', units);
    expect(proposal).toMatchObject({
      id: 'specialReport:street-west:2026-W10',
      propose: 'specialReport',
      cases: ['P-1', 'P-2', 'P-3'],
      sharedBy: ['market-regulation'],
      threshold: { cumulative: 3, within: 30 },
    });
    expect(proposal?.summary.zh).toBe('城西街道近 30 天内超期 3 件，建议：专报上级部门');
  });
  it('proposes nothing for a unit that left the campaign', () => {
    expect(
      specialReportProposals([{ ...due, unit: 'gone' }], { overdue: 3, withinDays: 30 }, '2026-W10', units),
    ).toEqual([]);
  });
});

describe('transferProposal', () => {
  const unit = { id: 'street-east', name: '城东街道', league: 'streets' };
  it('has an id of its own for each rung of each life', () => {
    const rung = { problem: 'P-1', life: 2, step: 'refer', revision: 1 };
    expect(transferProposal(rung, unit)).toMatchObject({
      id: 'transfer:P-1.2.refer.1',
      propose: 'transfer',
      for: ['principal'],
      cases: ['P-1/2'],
    });
  });
});
