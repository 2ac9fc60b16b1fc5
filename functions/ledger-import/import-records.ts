import { INSPECTION_SOURCES } from '../../shared/domain/campaign/vocabulary.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { ProblemEvent } from '../../shared/domain/problem/problem-events.ts';
import { Refused } from '../../shared/domain/problem/refusals.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Services } from '../services.ts';
import { importRecord } from './import-record.ts';
import { closingOf, isClosed } from './ledger/closing.ts';
import type { LedgerRecord } from './ledger/ledger-record.ts';
import type { PlacedRecord } from './place-records.ts';

export interface ImportCounts {
  /** New in the ledger. */
  imported: number;
  /** Closed by this import, be they new or in the ledger before. */
  closed: number;
  /** In the ledger before; left as they are. */
  repeated: number;
}

export interface ImportOptions {
  /**
   * When the import began, for one that may be cut short and go on: what came in since then counts as its own, so that the
   * numbers are the same however often it goes on. Left out: whatever is there was there before.
   */
  readonly since?: Instant;
  readonly onRecord?: (done: number) => void;
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
  { since, onRecord }: ImportOptions = {},
): Promise<ImportCounts> {
  const counts: ImportCounts = { imported: 0, closed: 0, repeated: 0 };
  for (const [index, placed] of records.entries()) {
    const { isNew, isClosed } = await bringIn(placed, since, context, services);
    counts[isNew ? 'imported' : 'repeated'] += 1;
    if (isClosed) counts.closed += 1;
    onRecord?.(index + 1);
  }
  return counts;
}

interface BroughtIn {
  readonly isNew: boolean;
  readonly isClosed: boolean;
}

async function bringIn(
  placed: PlacedRecord,
  since: Instant | undefined,
  context: CampaignContext,
  services: Services,
): Promise<BroughtIn> {
  const { record, unit, category } = placed;
  const { id, place = '', source } = record;
  const closing = unit === undefined || !isClosed(record) ? undefined : closingOf(record, services.clock.now());
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
      ...(closing && { closing }),
    },
    context,
    services,
  );
  if (imported) return { isNew: true, isClosed: closing !== undefined };
  return lookAgain(placed, since, context, services);
}

/** A record that is there: from this import's earlier attempt, or from before; closed meanwhile, by its ledger. */
async function lookAgain(
  placed: PlacedRecord,
  since: Instant | undefined,
  context: CampaignContext,
  services: Services,
): Promise<BroughtIn> {
  const { record, unit } = placed;
  const found = await services.ledger.load(context.config.id, record.id);
  const mayClose = unit !== undefined && isClosed(record) && found?.state.status !== 'closed';
  const closesNow = mayClose && (await closeNow(record, context, services));
  if (since === undefined) return { isNew: false, isClosed: closesNow };
  const events = found?.history.events ?? [];
  const own = events.filter(({ at }) => at >= since);
  const isNew = own[0] !== undefined && own[0] === events[0];
  return { isNew, isClosed: closesNow || own.some(isClosingOfImport) };
}

const isClosingOfImport = ({ type, by }: ProblemEvent): boolean => type === 'VerificationPassed' && by === 'system';

/** False where it is closed already, or nobody has it in hand. */
async function closeNow(record: LedgerRecord, context: CampaignContext, services: Services): Promise<boolean> {
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
