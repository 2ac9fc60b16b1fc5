import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { campaignJsonSchemaText } from '../../../../shared/domain/campaign/json-schema.ts';

const published = new URL('../../../../shared/domain/campaign/campaign.schema.json', import.meta.url);

describe('campaignJsonSchema', () => {
  it('is published as it is now; after a change run: npm run schema -- --out shared/domain/campaign/campaign.schema.json', () => {
    expect(readFileSync(published, 'utf8')).toBe(campaignJsonSchemaText());
  });

  it('asks of an office only what has no default', () => {
    const schema = JSON.parse(campaignJsonSchemaText());
    expect(schema.required.sort()).toEqual(
      ['categories', 'deadlines', 'id', 'issuer', 'ladder', 'name', 'phases', 'sending'].sort(),
    );
    expect(schema.anyOf).toEqual([{ required: ['leagues', 'units'] }, { required: ['unitsFile'] }]);
  });

  it('offers the words of the field where one must be chosen', () => {
    const schema = JSON.parse(campaignJsonSchemaText());
    expect(schema.properties.ladder.properties.rungs.items.properties.rung.enum).toContain('supervise');
  });
});
