import { describe, expect, it } from 'vitest';
import { type CampaignReport, campaignReport } from '../../../../infra/local/report/campaign-report.ts';
import { reportText } from '../../../../infra/local/report/report-text.ts';
import { due } from '../../../support/due-escalations.ts';
import { setStatus } from '../../../support/set-status.ts';
import { openTestStage } from '../../../support/test-stage.ts';

const HAN = /\p{Script=Han}/u;

async function reportOfFirstMorning(): Promise<CampaignReport> {
  const { services, campaign } = await openTestStage();
  return campaignReport(campaign, services);
}

const ranked: CampaignReport['rankings'] = {
  weekly: {
    campaign: 'c',
    kind: 'weekly',
    period: '2026-W11',
    from: '2026-03-08T16:00:00.000Z',
    to: '2026-03-15T16:00:00.000Z',
    cutoff: '2026-03-15T16:00:00.000Z',
    computedAt: '2026-03-15T16:00:00.000Z',
    ruleSet: 'r',
    ledgerHash: 'h',
    path: 'p',
    sha256: 's',
    leagues: [
      {
        league: 'streets',
        name: 'Streets',
        entries: [
          {
            unit: 'east',
            name: 'East',
            rank: 1,
            score: 80,
            scoreText: '80.00',
            base: 80,
            deductions: [],
            vetoes: [],
            measures: { 'methodRate(self+assisted;closed)': { numerator: 3, denominator: 5, excluded: 0, value: 0.6 } },
          },
        ],
        unranked: [{ unit: 'west', name: 'West', reason: '本期应结案 1 件', reasonEn: 'cases due: 1' }],
        bottom: [],
        flags: { red: [], yellow: [] },
      },
    ],
  },
};

describe('the report of a campaign', () => {
  it('names the phases in Chinese, and in English where that is asked for', async () => {
    const report = await reportOfFirstMorning();
    expect(reportText(report, ({ zh }) => zh)).toContain('宣传发动');
    const { name: _, ...campaign } = report.campaign;
    const text = reportText({ ...report, campaign: { ...campaign, name: 'Sample' } }, ({ en }) => en);
    expect(text).toContain('publicity');
    expect(text).not.toMatch(HAN);
  });
  it('heads the column of a measure that has settings of its own, and names a unit left out', async () => {
    const text = reportText({ ...(await reportOfFirstMorning()), rankings: ranked }, ({ zh }) => zh);
    expect(text).toContain('整改方式占比');
    expect(text).toContain('（1 个单位未参加排名，如West：本期应结案 1 件）');
  });
  it('counts what a campaign still owed when it ended as dropped', async () => {
    const stage = await due(3);
    const entries = async () => (await campaignReport(stage.campaign, stage.services)).outbox.entries;
    expect(await entries()).toEqual({ pending: 3 });
    await setStatus(stage, 'ended');
    expect(await entries()).toEqual({ dropped: 3 });
  });
});
