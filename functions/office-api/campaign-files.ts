import * as z from 'zod';
import { campaignSchema } from '../../shared/domain/campaign/campaign-schema.ts';
import type { ParsedFile } from '../../shared/domain/campaign/parse-yaml.ts';
import type { BodySpec } from '../http/route.ts';

/** In which forms a stage takes campaigns, and how it gets at their data; what a campaign must be is the same everywhere. */
export interface CampaignFiles {
  readonly body: BodySpec;
  parse(body: unknown): ParsedFile;
}

/** JSON alone: the parser of YAML would make the function a quarter larger, and slower to start. */
export const JSON_FILES: CampaignFiles = {
  body: {
    json: z.looseObject({}),
    documented: campaignSchema,
    otherwise: {
      zh: '。YAML 配置请先用 npm run check -- --campaign <文件> --out <文件.json> 转成一份 JSON',
      en: '; make one JSON of a YAML file by: npm run check -- --campaign <file> --out <file.json>',
    },
  },
  parse: (value) => ({ value, lineOf: () => undefined }),
};
