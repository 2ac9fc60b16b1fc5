import type { Campaign } from './campaign-schema.ts';
import { parseYaml } from './parse-yaml.ts';
import { type ReadOptions, readParsedCampaign } from './read-parsed-campaign.ts';

/** Reads a campaign file, YAML or JSON. Throws a CampaignError that lists everything to put right. */
export const readCampaign = (text: string, options: ReadOptions = {}): Campaign =>
  readParsedCampaign(parseYaml(text), options);
