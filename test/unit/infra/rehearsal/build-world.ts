import { createWorld, type World } from '../../../../infra/local/rehearsal/world.ts';
import type { Campaign, CampaignInput } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { compileCampaign } from '../../../../shared/stores/campaign-context.ts';
import { buildCampaign } from '../../../support/build-campaign.ts';

const picture = (digit: string) => ({ path: `photos/${digit}.png`, sha256: digit.repeat(64) });

/** A world with fixed defaults; `change` replaces whole fields, as the strength. */
export function buildWorld(
  options: { campaign?: Campaign; overrides?: Partial<CampaignInput>; seed?: number; pace?: number } = {},
  change: Partial<World> = {},
): World {
  const campaign = options.campaign ?? buildCampaign(options.overrides);
  const world = createWorld({
    seed: options.seed ?? 1,
    context: compileCampaign(campaign, 1),
    original: campaign,
    pace: options.pace ?? 300,
    photos: { before: picture('1'), after: picture('2') },
  });
  return { ...world, ...change };
}
