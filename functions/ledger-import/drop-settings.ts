import * as z from 'zod';
import { BadInput } from '../../shared/domain/bad-input.ts';
import type { Archive } from '../../shared/ports.ts';
import type { DropPlace } from './drop.ts';
import { checkMapping } from './ledger/check-mapping.ts';
import { decodeText } from './ledger/decode.ts';
import { mappingSchema } from './ledger/mapping.ts';

/** A mapping with what the command is told by its options. */
export const dropSettingsSchema = mappingSchema.extend({
  /** Category of rows that name none. */
  category: z.string().min(1).optional(),
  /** What the messages in rejects and flags speak. */
  lang: z.enum(['zh', 'en']).default('zh'),
});
export type DropSettings = z.infer<typeof dropSettingsSchema>;

/** Where a ledger's settings may lie, the nearest first: beside it under its name, or for all of its campaign. */
export const settingsPaths = ({ campaign, file }: DropPlace): readonly string[] => {
  const stem = file.replace(/\.[^.]*$/, '');
  return [`import/${campaign}/${stem}.mapping.json`, `import/${campaign}/mapping.json`];
};

/** The settings laid beside a ledger, as JSON. Throws BadInput where there are none, or what is wrong with them. */
export async function loadSettings(place: DropPlace, archive: Pick<Archive, 'get'>): Promise<DropSettings> {
  const paths = settingsPaths(place);
  for (const path of paths) {
    const bytes = await archive.get(path);
    if (bytes) return checkMapping(dropSettingsSchema, parseJson(bytes, path), path);
  }
  throw new BadInput({
    zh: `没有找到对照表：请先把 JSON 对照表放到 ${paths.join(' 或 ')}，再放一次台账`,
    en: `there is no mapping: put one, as JSON, at ${paths.join(' or ')}, then put the ledger there once more`,
  });
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(decodeText(bytes, 'auto').text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new BadInput(
      {
        zh: `对照表 ${path} 不合 JSON 写法：${error.message}`,
        en: `the mapping ${path} is malformed JSON: ${error.message}`,
      },
      { cause: error },
    );
  }
}
