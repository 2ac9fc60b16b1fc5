import { INSPECTION_SOURCES } from '../../shared/domain/campaign/vocabulary.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Services } from '../services.ts';
import { importRecord } from './import-record.ts';
import { closingOf, isClosed } from './ledger/closing.ts';
import type { PlacedRecord } from './place-records.ts';

export interface ImportCounts {
  /** New in the ledger. */
  imported: number;
  /** Of these, closed already when they came in. */
  closed: number;
  /** In the ledger before; left as they are. */
  repeated: number;
}

/**
 * Brings placed records into a running campaign at its present moment: open ones with the deadline their ledger gives, or
 * by the campaign's rules, closed ones with their closing. Every record is one write, so an import that was cut short is
 * simply run again. A rung whose time had passed before the import is not made up for.
 */
export async function importRecords(
  records: readonly PlacedRecord[],
  context: CampaignContext,
  services: Services,
  onRecord: (done: number) => void,
): Promise<ImportCounts> {
  const counts: ImportCounts = { imported: 0, closed: 0, repeated: 0 };
  for (const [index, placed] of records.entries()) {
    const isNew = await bringIn(placed, context, services);
    counts[isNew ? 'imported' : 'repeated'] += 1;
    if (await closeWhereClosed(placed, context, services)) counts.closed += 1;
    onRecord(index + 1);
  }
  return counts;
}

async function bringIn(
  { record, unit, category }: PlacedRecord,
  context: CampaignContext,
  services: Services,
): Promise<boolean> {
  const { id, place = '', source } = record;
  // What is closed gets no deadline made up for it: by one, its outcome would be told from dates that are not its own.
  const dueAt = record.dueAt ?? (isClosed(record) ? null : undefined);
  const imported = await importRecord(
    {
      id,
      ...(unit !== undefined && { unit }),
      category,
      severity: context.categories.get(category)?.severity ?? 'normal',
      source: INSPECTION_SOURCES.find((one) => one === source) ?? 'public',
      place,
      description: record.category ?? '',
      ...(dueAt !== undefined && { dueAt }),
    },
    context,
    services,
  );
  return imported !== undefined;
}

/** Also of a record that an import cut short had brought in but not closed. */
async function closeWhereClosed(
  { record, unit }: PlacedRecord,
  context: CampaignContext,
  services: Services,
): Promise<boolean> {
  if (!isClosed(record) || unit === undefined) return false;
  const at = services.clock.now();
  const command = { type: 'closeAsRecorded', at, by: 'system', ...closingOf(record, at) } as const;
  try {
    await services.desk.execute(context.config.id, record.id, command, context.rules);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
