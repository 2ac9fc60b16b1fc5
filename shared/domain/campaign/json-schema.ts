import * as z from 'zod';
import { campaignSchema } from './campaign-schema.ts';

/** What a campaign file may name instead of holding it, so that several campaigns share it. */
const INCLUDES = {
  unitsFile: { type: 'string', description: 'A file beside this one with "leagues" and "units"' },
  standardFile: { type: 'string', description: 'A file beside this one with the standard' },
};
const FROM_UNITS_FILE = ['leagues', 'units'];

/** The JSON Schema of a campaign file as an office writes it, defaults left out, for completion and checks in an editor. */
export function campaignJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(campaignSchema, { io: 'input' });
  return {
    ...schema,
    title: 'Hundred Days 百日攻坚: campaign file',
    properties: { ...schema.properties, ...INCLUDES },
    required: schema.required?.filter((field) => !FROM_UNITS_FILE.includes(field)),
    anyOf: [{ required: FROM_UNITS_FILE }, { required: ['unitsFile'] }],
  };
}

/** The bytes of the published file, so that writing it and testing it agree. */
export const campaignJsonSchemaText = (): string => `${JSON.stringify(campaignJsonSchema(), undefined, 2)}\n`;
