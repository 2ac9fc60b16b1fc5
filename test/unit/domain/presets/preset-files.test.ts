import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { campaignFiles, readCampaignFile } from '../../../../infra/local/read-campaign-file.ts';
import { createWorkingCalendar } from '../../../../shared/domain/calendar/working-calendar.ts';
import type { Campaign } from '../../../../shared/domain/campaign/campaign-schema.ts';
import { campaignWarnings } from '../../../../shared/domain/campaign/check-campaign.ts';
import { PRESETS } from '../../../../shared/domain/presets/index.ts';

const FOLDER = new URL('../../../../shared/domain/presets/', import.meta.url);
const FILES = PRESETS.flatMap(({ id, seed }) =>
  campaignFiles(`preset:${id}`).map((path) => ({ path, file: basename(path), seed })),
);
const EXPLAINED = ['phases', 'deadlines', 'ladder', 'ranking', 'accountability'];

/** The comment lines directly above a top-level key. */
function commentAbove(text: string, key: string): string {
  const lines = text.split('\n');
  const at = lines.indexOf(`${key}:`);
  const above = lines.slice(0, Math.max(at, 0)).reverse();
  const end = above.findIndex((line) => !line.startsWith('#'));
  return above.slice(0, end).reverse().join('\n');
}

describe('the preset files', () => {
  it('belong to exactly one preset each', () => {
    const inFolder = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
    expect(FILES.map(({ file }) => file).sort()).toEqual(inFolder.sort());
  });
});

describe.each(FILES)('$file', ({ path, seed }) => {
  const text = readFileSync(path, 'utf8');
  let campaign: Campaign;
  beforeAll(async () => {
    campaign = await readCampaignFile(path, { now: '2025-12-31T00:00:00.000Z' });
  });

  it('can be started, without a warning', () => {
    expect(campaignWarnings(campaign)).toEqual([]);
  });

  it.each(EXPLAINED)('says above %s which rule of a seed it carries', (key) => {
    expect(commentAbove(text, key)).toMatch(/\bS[0-4][ab]?\b/);
  });

  it('names its seed first', () => {
    const opening = text.slice(0, text.indexOf('\nphases:'));
    expect(opening).toContain(seed);
  });

  it('bases every accountability rule on a seed or on public practice', () => {
    const bases = campaign.accountability.map(({ basis }) => basis);
    expect(bases.filter((basis) => !/^(S[0-4]|P)/.test(basis))).toEqual([]);
    // A bulletin prints them.
    expect(bases.filter((basis) => /[a-z]{2,}/.test(basis))).toEqual([]);
  });

  it('has tasks due on working days, so that none is late before anybody could do it', () => {
    const calendar = createWorkingCalendar(campaign.calendar, campaign.timeZone);
    const due = campaign.phases.flatMap(({ tasks }) => tasks.map(({ due }) => due));
    expect(due.filter((date) => !calendar.dayKind(date).work)).toEqual([]);
  });

  it('gives every unit a name of its own and a number of the made-up block', () => {
    const names = campaign.units.map(({ name }) => name);
    const phones = campaign.units.flatMap(({ contacts }) => Object.values(contacts).map(({ phone }) => phone));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.filter((phone) => !/^138000000\d\d$|^13800000[01]\d\d$/.test(phone))).toEqual([]);
  });
});
