import { CampaignError, type CampaignProblem } from '../../shared/domain/campaign/campaign-problem.ts';
import type { CampaignInput } from '../../shared/domain/campaign/campaign-schema.ts';
import { readCampaign } from '../../shared/domain/campaign/read-campaign.ts';
import type { ReadOptions } from '../../shared/domain/campaign/read-parsed-campaign.ts';
import { buildCampaignInput } from './build-campaign.ts';

/** What is wrong with a campaign file; empty where it can be read. */
export function problemsIn(text: string, options: ReadOptions = {}): readonly CampaignProblem[] {
  try {
    readCampaign(text, options);
    return [];
  } catch (error) {
    if (error instanceof CampaignError) return error.problems;
    throw error;
  }
}

/** What is wrong with the standard test campaign after a change; fields may be set to anything. */
export function problemsAfter(
  change: { readonly [Field in keyof CampaignInput]?: unknown },
  options: ReadOptions = {},
): readonly CampaignProblem[] {
  return problemsIn(JSON.stringify({ ...buildCampaignInput(), ...change }), options);
}
