import { describe, expect, it } from 'vitest';
import { mappingSchema } from '../../../../functions/ledger-import/ledger/mapping.ts';
import { readLedger } from '../../../../functions/ledger-import/ledger/read-ledger.ts';
import { readXlsx } from '../../../../functions/ledger-import/ledger/read-xlsx.ts';
import { placeRecords } from '../../../../functions/ledger-import/place-records.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';

const MAPPING = mappingSchema.parse({ columns: { id: '编号', reportedAt: '上报', unit: '单位', category: '类别' } });

const placed = async (rows: readonly string[], category?: string) => {
  const reading = await readLedger(Buffer.from(`编号,上报,单位,类别\n${rows.join('\n')}\n`), MAPPING, readXlsx);
  return placeRecords(reading, buildCampaign(), category);
};

describe('placeRecords', () => {
  it('finds units and categories by id or by name', async () => {
    const { placed: found, rejects } = await placed([
      '1,2026-03-01,street-east,litter',
      '2,2026-03-01,城东街道,暴露垃圾',
      '3,2026-03-01,-,litter',
    ]);
    expect(found.map(({ unit, category }) => [unit, category])).toEqual([
      ['street-east', 'litter'],
      ['street-east', 'litter'],
      [undefined, 'litter'],
    ]);
    expect(rejects).toEqual([]);
  });
  it('rejects in the order of the file, be it for the row or for the campaign', async () => {
    const { rejects } = await placed([
      '1,2026-03-01,无此单位,litter',
      '2,?,城东街道,litter',
      '3,2026-03-01,城东街道,无此类',
    ]);
    expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'unknown-unit'],
      [3, 'unreadable-report-time'],
      [4, 'unknown-category'],
    ]);
  });
  it('falls back on a category where a row names none that is known', async () => {
    const { placed: found } = await placed(['1,2026-03-01,城东街道,无此类', '2,2026-03-01,城东街道,'], 'litter');
    expect(found.map(({ category }) => category)).toEqual(['litter', 'litter']);
  });
});
