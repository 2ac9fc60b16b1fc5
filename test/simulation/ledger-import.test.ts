import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadMapping } from '../../infra/local/ledger/mapping-file.ts';
import { buildCampaign, buildUnit } from '../support/build-campaign.ts';
import { headsOf, importByCommand } from '../support/import-by-command.ts';
import { dropLedger, openImportStage, runImport } from '../support/run-ledger-import.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const DATA = join(ROOT, '../shared/data');
const folder = temporaryFolders();

const LEDGERS = [
  {
    ledger: 'pingshan_2018_gbk.csv',
    mapping: 'pingshan-2018.yaml',
    // Not all of its streets, so that some rows are turned away.
    units: ['坪山街道', '马峦街道', '石井街道', '碧岭街道'],
  },
  {
    ledger: 'baltimore311.csv',
    mapping: 'baltimore-311.yaml',
    units: ['Transportation', 'Solid Waste', 'Housing', 'Recreation & Parks', 'Water Wastewater'],
  },
];

describe.skipIf(!existsSync(DATA))('a real ledger, dropped into the cloud stage', () => {
  it.each(LEDGERS)('$ledger comes to what the command makes of it, to the byte', async ({ ledger, mapping, units }) => {
    const campaign = buildCampaign({ units: units.map((name, n) => buildUnit(n, { name })) });
    const file = join(ROOT, 'test/support/mappings', mapping);
    const bytes = readFileSync(join(DATA, ledger));
    const expected = await importByCommand(bytes, await loadMapping(file), { campaign, category: 'litter' });

    const root = folder();
    const { services } = await openImportStage(root, campaign);
    const settings = { ...parse(readFileSync(file, 'utf8')), category: 'litter' };
    const run = await runImport(
      await dropLedger({ campaign: campaign.id, file: ledger, bytes, settings }, services),
      services,
    );
    if ('error' in run) throw run.error;

    const { report, ...numbers } = run.output.report ?? {};
    expect(numbers).toMatchObject(expected.numbers);
    for (const name of ['rejects', 'flags'] as const) {
      expect(readFileSync(join(root, String(report), `${name}.csv`), 'utf8') === expected[name], name).toBe(true);
    }
    expect(await headsOf(services, campaign.id)).toEqual(expected.heads);
    expect(expected.heads.length).toBeGreaterThan(1000);
    expect(expected.numbers.rejected).toBeGreaterThan(0);
  });
});
