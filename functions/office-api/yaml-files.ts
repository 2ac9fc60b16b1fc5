import { parseYaml } from '../../shared/domain/campaign/parse-yaml.ts';
import type { CampaignFiles } from './campaign-files.ts';

/** As an office writes them: YAML, of which JSON is a part, with the line of each mistake. */
export const YAML_FILES: CampaignFiles = {
  body: { text: ['application/yaml', 'application/x-yaml', 'text/yaml', 'application/json', 'text/plain'] },
  parse: (body) => parseYaml(String(body)),
};
