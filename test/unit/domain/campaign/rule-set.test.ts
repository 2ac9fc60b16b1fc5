import { describe, expect, it } from 'vitest';
import { ruleSetHash } from '../../../../shared/domain/campaign/rule-set.ts';
import { buildCampaign, buildCampaignInput } from '../../../support/build-campaign.ts';

describe('ruleSetHash', () => {
  const hash = ruleSetHash(buildCampaign());

  it('is twelve hex digits', () => {
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
  });

  it('stays when something changes that decides no deadline', () => {
    expect(ruleSetHash(buildCampaign({ name: '改名', units: buildCampaignInput().units.slice(0, 5) }))).toBe(hash);
  });

  it.each([
    ['a deadline', { deadlines: [{ id: 'ordinary', within: '4 workingDays' }] }],
    ['the handling', { handling: { extensions: 1 } }],
    ['the ladder', { ladder: { rungs: [{ rung: 'urge' as const, at: '0 workingHours', to: ['liaison' as const] }] } }],
    ['the office hours', { calendar: { officeHours: [{ from: '09:00', to: '17:00' }] } }],
    ['the time zone', { timeZone: 'Asia/Urumqi' }],
  ])('changes with %s', (_what, change) => {
    expect(ruleSetHash(buildCampaign(change))).not.toBe(hash);
  });
});
