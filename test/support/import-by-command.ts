import { findingsCsv } from '../../functions/ledger-import/findings-csv.ts';
import { type ImportCounts, importRecords } from '../../functions/ledger-import/import-records.ts';
import type { Mapping } from '../../functions/ledger-import/ledger/mapping.ts';
import { readLedger } from '../../functions/ledger-import/ledger/read-ledger.ts';
import { readXlsx } from '../../functions/ledger-import/ledger/read-xlsx.ts';
import { placeRecords } from '../../functions/ledger-import/place-records.ts';
import type { Services } from '../../functions/services.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import { openTestStage } from './test-stage.ts';

/** Every problem of the campaign with the head of its chain, in order of id. */
export async function headsOf({ ledger }: Services, campaign: string): Promise<readonly string[]> {
  const heads: string[] = [];
  for await (const { state, history } of ledger.all(campaign)) heads.push(`${state.id} ${history.head}`);
  return heads.toSorted();
}

export interface CommandImport {
  readonly numbers: ImportCounts & Readonly<Record<'rows' | 'repeats' | 'rejected' | 'flagged', number>>;
  readonly rejects: string;
  readonly flags: string;
  readonly heads: readonly string[];
}

/** A ledger by the steps of `npm run import`, into a stage of its own whose clock stands still. */
export async function importByCommand(
  bytes: Uint8Array,
  mapping: Mapping,
  { campaign, category }: { readonly campaign?: Campaign; readonly category?: string } = {},
): Promise<CommandImport> {
  const stage = await openTestStage(campaign);
  const { services } = stage;
  const context = await services.campaigns.load(stage.campaign);
  const reading = await readLedger(bytes, mapping, readXlsx);
  const { placed, rejects } = placeRecords(reading, context.config, category);
  const counts = await importRecords(placed, context, services);
  const { rows, repeats, flagged } = reading.counts;
  return {
    numbers: { rows, ...counts, repeats, rejected: rejects.length, flagged },
    rejects: findingsCsv(rejects, reading.table.columns, 'zh'),
    flags: findingsCsv(reading.flags, reading.table.columns, 'zh'),
    heads: await headsOf(services, stage.campaign),
  };
}
