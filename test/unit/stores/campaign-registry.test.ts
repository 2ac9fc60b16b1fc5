import { describe, expect, it } from 'vitest';
import { createCampaignRegistry } from '../../../shared/stores/campaign-registry.ts';
import { buildCampaign, buildUnit } from '../../support/build-campaign.ts';
import { createMemoryItemStore } from '../../support/memory-item-store.ts';

const at = '2026-03-02T01:00:00.000Z';

describe('campaign registry', () => {
  it('keeps a configuration of thousands of units, which is larger than one item', async () => {
    const registry = createCampaignRegistry(createMemoryItemStore());
    const units = Array.from({ length: 3000 }, (_, n) => buildUnit(n % 100, { id: `unit-${n}`, name: `第${n}街道` }));
    const campaign = { ...buildCampaign(), units: buildCampaign({ units }).units };
    await registry.create(campaign, at);
    expect(await registry.config(campaign.id, 1)).toEqual(campaign);
  });
  it('keeps every revision and refuses one that was decided on an older state', async () => {
    const registry = createCampaignRegistry(createMemoryItemStore());
    const campaign = buildCampaign();
    await registry.create(campaign, at);
    const stored = await registry.head(campaign.id);
    if (!stored) throw new Error('the campaign was created');
    await registry.revise(stored, { ...campaign, name: '第二版' });
    await expect(registry.revise(stored, { ...campaign, name: '第三版' })).rejects.toThrow('not in the state');
    expect((await registry.config(campaign.id, 1))?.name).toBe(campaign.name);
    expect((await registry.config(campaign.id, 2))?.name).toBe('第二版');
    expect(await registry.config(campaign.id, 3)).toBeUndefined();
  });
});
