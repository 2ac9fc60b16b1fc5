import { describe, expect, it } from 'vitest';
import type { LedgerRecord } from '../../../../functions/ledger-import/ledger/ledger-record.ts';
import { replayCampaign } from '../../../../infra/local/replay/replay-campaign.ts';
import { closedPeriods, rankReplay } from '../../../../infra/local/replay/replay-rankings.ts';
import { summarise } from '../../../../infra/local/replay/replay-summary.ts';
import { runReplay } from '../../../../infra/local/replay/run-replay.ts';
import type { RankingDocument } from '../../../../shared/domain/ranking/ranking-document.ts';
import { temporaryFolders } from '../../../support/temporary-folder.ts';

const AS_OF = '2024-04-01T00:00:00.000Z';
const UNREAD = { rows: 0, accepted: 0, rejected: 0, flagged: 0 };
const OF_NO_CONCERN = { repeats: 0, blankRows: 0, unassigned: 0, withoutDeadline: 0 };
const folder = temporaryFolders();

async function replay(facts: ReadonlyArray<Partial<LedgerRecord>>) {
  const records = facts.map(
    (fact, at): LedgerRecord => ({
      row: at + 2,
      id: `R${at}`,
      unit: '甲街道',
      reportedAt: '2024-03-01T01:00:00.000Z',
      ...fact,
    }),
  );
  const campaign = replayCampaign(records, 'Asia/Shanghai', AS_OF);
  const { stage, context } = await runReplay({ records, campaign, asOf: AS_OF, folder: folder() }, () => undefined);
  const counts = { ...UNREAD, ...OF_NO_CONCERN };
  const { summary } = await summarise(campaign.id, stage.services.ledger, counts, AS_OF);
  const rankings = new Map<string, RankingDocument>();
  await rankReplay(stage.services, context, closedPeriods(campaign, records, AS_OF), async (document) => {
    rankings.set(document.period, document);
  });
  stage.close();
  return { summary, rankings };
}

describe('replay of a ledger with deadlines and outcomes but no closing times', () => {
  const due = { dueAt: '2024-03-05T09:00:00.000Z' };
  const rows = [
    ...Array.from({ length: 3 }, () => ({ ...due, outcome: 'closed-on-time' }) as const),
    ...Array.from({ length: 2 }, () => ({ ...due, outcome: 'closed-late' }) as const),
    { ...due, outcome: 'open' } as const,
  ];
  it('takes the outcome as the fact in the summary', async () => {
    const { summary } = await replay(rows);
    expect(summary.problems).toMatchObject({
      total: 6,
      closed: 5,
      closedLate: 2,
      openOverdue: 1,
      overdue: 3,
      onTime: 3,
    });
  });
  it('takes the outcome as the fact in the rankings', async () => {
    const { rankings } = await replay(rows);
    expect(rankings.get('2024-W10')?.leagues[0]?.entries[0]?.measures.onTimeRate).toMatchObject({
      numerator: 3,
      denominator: 6,
    });
  });
  it('counts one closed late before it was due as late, because the ledger says so', async () => {
    const { summary } = await replay([{ dueAt: '2024-05-05T09:00:00.000Z', outcome: 'closed-late' }]);
    expect(summary.problems).toMatchObject({ closed: 1, closedLate: 1 });
  });
});
