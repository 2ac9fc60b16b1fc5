import { describe, expect, it } from 'vitest';
import type { LedgerRecord } from '../../../../functions/ledger-import/ledger/ledger-record.ts';
import { placeInCampaign } from '../../../../infra/local/replay/place-in-campaign.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';

const campaign = buildCampaign();
const [unit] = campaign.units;
const [category] = campaign.categories;
const record = (facts: Partial<LedgerRecord>): LedgerRecord => ({
  row: 2,
  id: '1',
  unit: 'unassigned',
  reportedAt: '2026-03-02T01:00:00.000Z',
  ...facts,
});

describe('placeInCampaign', () => {
  it.each([
    ['its id', { unit: unit?.id ?? '' }],
    ['its name', { unit: unit?.name ?? '' }],
    ['the name beside an unknown code', { unit: '4403', unitName: unit?.name ?? '' }],
  ])('finds a unit by %s', (_, facts) => {
    const placed = placeInCampaign([record(facts)], campaign);
    expect(placed.records[0]?.unit).toBe(unit?.id);
    expect(placed.unknownUnits).toEqual([]);
  });
  it('goes by an id before a name of the same spelling', () => {
    const [first, second] = campaign.units;
    if (!first || !second) throw new Error('the campaign has two units');
    const twins = { ...campaign, units: [first, { ...second, name: first.id }] };
    expect(placeInCampaign([record({ unit: first.id })], twins).records[0]?.unit).toBe(first.id);
  });
  it('finds a category by its name and keeps one that the campaign lacks', () => {
    const { records } = placeInCampaign(
      [record({ category: category?.name ?? '' }), record({ category: '别的' })],
      campaign,
    );
    expect(records.map((placed) => placed.category)).toEqual([category?.id, '别的']);
  });
  it('keeps and names the units that the campaign lacks, each once, and not the pool', () => {
    const placed = placeInCampaign([record({ unit: '甲乡' }), record({ unit: '甲乡' }), record({})], campaign);
    expect(placed.records.map((one) => one.unit)).toEqual(['甲乡', '甲乡', 'unassigned']);
    expect(placed.unknownUnits).toEqual(['甲乡']);
  });
});
