import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mappingSchema } from '../../functions/ledger-import/ledger/mapping.ts';
import { createServices, type Services } from '../../functions/services.ts';
import { loadMapping } from '../../infra/local/ledger/mapping-file.ts';
import type { ItemStore } from '../../shared/ports.ts';
import { buildCampaign, buildUnit } from '../support/build-campaign.ts';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from '../support/dynamodb-local.ts';
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

const missing = whyNoDynamoDbLocal();
if (missing) process.stderr.write(`SKIPPED: an import into DynamoDB Local, since ${missing}\n`);

describe.skipIf(missing !== undefined)('a ledger, dropped where the table is DynamoDB', () => {
  const SETTINGS = {
    dateFormats: ['yyyy-MM-dd HH:mm'],
    columns: { id: '编号', reportedAt: '上报', closedAt: '办结', unit: '单位', category: '类别', place: '地点' },
  };
  /** Four of five are closed, at ten places that they share. */
  const rowOf = (n: number): string =>
    `A${n},2026-02-01 09:00,${n % 5 ? `2026-02-${10 + (n % 9)} 10:00` : ''},城东街道,暴露垃圾,人民路${n % 10}号`;
  const ledger = Buffer.from(
    ['编号,上报,办结,单位,类别,地点', ...Array.from({ length: 620 }, (_, n) => rowOf(n))].join('\n'),
  );

  const lastClosed = ({ ledger: problems }: Services, campaign: string) =>
    Promise.all(Array.from({ length: 10 }, (_, n) => problems.lastClosedAt(campaign, `人民路${n}号`, 'litter')));

  it('comes to the ledger of the command, in chunks side by side at the same places', async () => {
    const expected = await importByCommand(ledger, mappingSchema.parse(SETTINGS));
    const local = await startDynamoDbLocal();
    try {
      const stage = await openImportStage(folder());
      const on = (items: ItemStore) => createServices({ ...stage.services, items });
      const services = on(local.store);
      const { campaign } = stage;
      await services.registry.create(buildCampaign(), stage.clock.now());
      const drop = await dropLedger({ campaign, file: '台账.csv', bytes: ledger, settings: SETTINGS }, services);
      const run = await runImport(drop, services);
      if ('error' in run) throw run.error;
      expect(run.output.report).toMatchObject(expected.numbers);
      expect(await headsOf(services, campaign)).toEqual(expected.heads);
      // The last to be settled at each place, whichever chunk was quicker.
      expect(await lastClosed(services, campaign)).toEqual(await lastClosed(await inOneGo(), campaign));
    } finally {
      await local.close();
    }
  });

  async function inOneGo(): Promise<Services> {
    const { services, campaign } = await openImportStage(folder());
    const drop = await dropLedger({ campaign, file: '台账.csv', bytes: ledger, settings: SETTINGS }, services);
    const run = await runImport(drop, services);
    if ('error' in run) throw run.error;
    return services;
  }
});
