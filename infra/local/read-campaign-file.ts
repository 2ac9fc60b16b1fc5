import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeText } from '../../functions/ledger-import/ledger/decode.ts';
import { BadInput } from '../../shared/domain/bad-input.ts';
import { CampaignError } from '../../shared/domain/campaign/campaign-problem.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { type ParsedFile, parseYaml } from '../../shared/domain/campaign/parse-yaml.ts';
import { type ReadOptions, readParsedCampaign } from '../../shared/domain/campaign/read-parsed-campaign.ts';
import { findPreset, PRESETS } from '../../shared/domain/presets/index.ts';
import { readBounded } from './ledger/read-bounded.ts';

/** Five thousand units with their contacts come to about two megabytes. */
const MAX_BYTES = 10_000_000;
const CAMPAIGN = { zh: '活动配置', en: 'campaign file' };
const WRONG_FILE = {
  zh: '--campaign 应指向 YAML 或 JSON 活动配置。',
  en: '--campaign wants a campaign in YAML or JSON.',
};
const PRESET = 'preset:';
const PRESET_FOLDER = fileURLToPath(new URL('../../shared/domain/presets/', import.meta.url));

/** What may stand in a file of its own, so that several campaigns share it: the key that names the file, and what it brings. */
const INCLUDES = [
  { key: 'standardFile', fields: (value: unknown) => ({ standard: value }) },
  { key: 'unitsFile', fields: unitFields },
] as const;

/** The files that `--campaign` stands for: a path, or those of `preset:<id>`. Throws BadInput for an unknown preset. */
export function campaignFiles(argument: string): readonly string[] {
  if (!argument.startsWith(PRESET)) return [argument];
  const preset = findPreset(argument.slice(PRESET.length));
  if (preset) return preset.files.map((file) => resolve(PRESET_FOLDER, file));
  const known = PRESETS.map(({ id }) => PRESET + id).join(', ');
  throw new BadInput({
    zh: `没有“${argument}”这个预设，可用：${known}`,
    en: `there is no "${argument}"; there are ${known}`,
  });
}

/**
 * Reads a campaign file, YAML or JSON in any encoding an editor saves, with the files its `standardFile` and
 * `unitsFile` name beside it. Throws BadInput for a file that can't be read, CampaignError for one that is not right.
 */
export async function readCampaignFile(path: string, options: ReadOptions = {}): Promise<Campaign> {
  const file = parseYaml(await load(path));
  return readParsedCampaign(await withIncludes(file, dirname(path)), options);
}

const load = async (path: string): Promise<string> =>
  decodeText(await readBounded(path, MAX_BYTES, CAMPAIGN, WRONG_FILE), 'auto').text;

async function withIncludes(file: ParsedFile, folder: string): Promise<ParsedFile> {
  if (!isMapping(file.value)) return file;
  const value: Record<string, unknown> = { ...file.value };
  const cameBy = new Map<string | number, string>();
  for (const { key, fields } of INCLUDES) {
    const name = value[key];
    if (typeof name !== 'string') continue;
    delete value[key];
    for (const [field, content] of Object.entries(fields(await parseIncluded(folder, name), name))) {
      if (field in value) throw twice(field, key, file);
      value[field] = content;
      cameBy.set(field, key);
    }
  }
  // Within an included file the path says where; the line is that of the key that names the file.
  const lineOf: ParsedFile['lineOf'] = (path) => {
    const key = path[0] === undefined ? undefined : cameBy.get(path[0]);
    return file.lineOf(key === undefined ? path : [key]);
  };
  return { value, lineOf };
}

async function parseIncluded(folder: string, name: string): Promise<unknown> {
  const text = await load(resolve(folder, name));
  try {
    return parseYaml(text).value;
  } catch (error) {
    if (!(error instanceof CampaignError)) throw error;
    throw new CampaignError(error.problems.map((problem) => ({ ...problem, path: name })));
  }
}

function unitFields(value: unknown, name: string): Record<string, unknown> {
  const { leagues, units, ...others } = isMapping(value) ? value : {};
  if (leagues !== undefined && units !== undefined && Object.keys(others).length === 0) return { leagues, units };
  throw new CampaignError([
    {
      path: name,
      message: '单位文件应只有 leagues 和 units 两项',
      messageEn: 'a file of units holds "leagues" and "units" and nothing else',
    },
  ]);
}

function twice(field: string, key: string, file: ParsedFile): CampaignError {
  const line = file.lineOf([key]);
  return new CampaignError([
    {
      path: key,
      message: `${field} 在活动配置里写了，${key} 里又有一份，请留一处`,
      messageEn: `"${field}" stands in the campaign file and in the file that ${key} names; keep one`,
      ...(line !== undefined && { line }),
    },
  ]);
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
