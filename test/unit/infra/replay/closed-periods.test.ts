import { describe, expect, it } from 'vitest';
import type { LedgerRecord } from '../../../../functions/ledger-import/ledger/ledger-record.ts';
import { replayCampaign } from '../../../../infra/local/replay/replay-campaign.ts';
import { closedPeriods } from '../../../../infra/local/replay/replay-rankings.ts';

const AS_OF = '2024-04-01T00:00:00.000Z';

function periods(...reported: string[]): string[] {
  const records = reported.map(
    (reportedAt, at): LedgerRecord => ({ row: at + 2, id: `R${at}`, unit: '甲', reportedAt }),
  );
  return closedPeriods(replayCampaign(records, 'Asia/Shanghai', AS_OF), records, AS_OF).map(({ key }) => key);
}

describe('closedPeriods', () => {
  it('begins with the week and month of the first report and ends with the last that is over', () => {
    const march = ['2024-W10', '2024-W11', '2024-W12', '2024-W13', '2024-03'];
    expect(periods('2024-03-20T01:00:00.000Z', '2024-03-05T01:00:00.000Z')).toEqual(march);
  });
  it('is not drawn out by a report whose year is a slip of the pen', () => {
    expect(periods('1018-03-01T01:00:00.000Z', '2024-03-05T01:00:00.000Z')).toEqual(
      periods('2024-03-05T01:00:00.000Z'),
    );
  });
});
