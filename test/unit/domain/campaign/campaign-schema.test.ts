import { describe, expect, it } from 'vitest';
import { checkArchivePath } from '../../../../shared/adapters/archive-path.ts';
import { campaignSchema } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { buildCampaign, buildCampaignInput } from '../../../support/build-campaign.ts';

describe('campaignSchema', () => {
  it('fills in every default an office leaves out', () => {
    const campaign = buildCampaign();
    expect(campaign.timeZone).toBe('Asia/Shanghai');
    expect(campaign.handling).toMatchObject({ onTimeBy: 'filing', extensions: 2 });
    expect(campaign.calendar.officeHours).toHaveLength(2);
    expect(campaign.ranking.score).toEqual([{ measure: { name: 'onTimeRate' }, weight: 1 }]);
  });

  it('is unchanged when a parsed campaign is parsed again', () => {
    const campaign = buildCampaign();
    expect(campaignSchema.parse(campaign)).toEqual(campaign);
  });

  it('refuses an id under which the archive could keep no folder', () => {
    const isTaken = (id: string) => campaignSchema.safeParse(buildCampaignInput({ id })).success;
    for (const id of ['county:2026', 'county.']) expect([id, isTaken(id)]).toEqual([id, false]);
    for (const id of ['云岭-2026.1', 'c', 'c'.repeat(64)]) {
      expect([id, isTaken(id)]).toEqual([id, true]);
      expect(() => checkArchivePath(`bulletins/${id}/weekly-2026-W10`)).not.toThrow();
    }
  });

  it('refuses a time zone that does not exist', () => {
    expect(campaignSchema.safeParse(buildCampaignInput({ timeZone: 'Asia/Chengdu' })).success).toBe(false);
  });
});
