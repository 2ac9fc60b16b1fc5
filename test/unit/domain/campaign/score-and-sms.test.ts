import { describe, expect, it } from 'vitest';
import { checkCampaign } from '../../../../shared/domain/campaign/check-campaign.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';

const pathsOf = (overrides: Parameters<typeof buildCampaign>[0]) =>
  checkCampaign(buildCampaign(overrides)).map(({ path }) => path.join('.'));

describe('a campaign', () => {
  it('is refused when its score holds what has no scale of points', () => {
    expect(pathsOf({ ranking: { score: [{ measure: { name: 'overdueNow' }, weight: 1 }] } })).toEqual([
      'ranking.score.0.measure.name',
    ]);
  });

  it('is refused when signature and link leave no room for an SMS of one part', () => {
    const sending = { signature: '县爱国卫生运动委员会办公', linkBase: 'https://hundred-days.gov.cn/t/' };
    expect(pathsOf({ sending })).toEqual(['sending.signature']);
  });

  it('is accepted as it is built by default', () => {
    expect(pathsOf({})).toEqual([]);
  });
});
