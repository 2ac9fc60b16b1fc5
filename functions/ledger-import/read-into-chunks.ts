import { BadInput } from '../../shared/domain/bad-input.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { Archive } from '../../shared/ports.ts';
import type { DropSettings } from './drop-settings.ts';
import { jsonBytes, type ReadPlan } from './import-plan.ts';
import type { Finding, RejectReason } from './ledger/findings.ts';
import { openLedger, rowReader } from './ledger/read-ledger.ts';
import type { TableHead, TableRow, WorkbookReader } from './ledger/read-table.ts';
import { type PlacedRecord, placer } from './place-records.ts';
import { chunkName, chunkSpool, findingsSpool } from './spool.ts';

/** What one import is laid out for: time, memory and requests are counted up to here. */
export const MAX_ROWS = 1_000_000;

interface LedgerInput {
  readonly bytes: Uint8Array;
  readonly settings: DropSettings;
  readonly campaign: Pick<Campaign, 'units' | 'categories'>;
  readonly readWorkbook: WorkbookReader;
  /** Where everything is laid down. */
  readonly folder: string;
}

export type ReadIntoChunks = Pick<ReadPlan, 'chunks' | 'rejectFiles' | 'flagFiles' | 'counts'>;

/** Where a file of findings lies. */
export const findingsPath = (folder: string, kind: 'rejects' | 'flags', file: number): string =>
  `${folder}/${kind}-${file}.csv`;

/**
 * Reads a ledger row by row, as the command does, into chunks of records and files of rejects and flags; the list of
 * chunks comes last. Throws BadInput where the file as a whole can't be understood, or has too many rows.
 */
export async function readIntoChunks(input: LedgerInput, archive: Archive): Promise<ReadIntoChunks> {
  const { bytes, settings, folder, readWorkbook } = input;
  const table = await openLedger(bytes, settings, readWorkbook);
  const understand = rowTaker(table, input);
  const spools = openSpools(table, input, archive);
  let rows = 0;
  let blankRows = 0;
  for await (const row of table.rows) {
    if (!row) blankRows += 1;
    else {
      rows += 1;
      if (rows > MAX_ROWS) throw tooManyRows();
      await spools.keep(understand(row));
    }
  }
  const { counts, ...files } = await spools.close();
  await archive.put(`${folder}/chunks.json`, jsonBytes(chunkList(files.chunks)));
  return { ...files, counts: { rows, blankRows, ...counts } };
}

/** What became of a row; with neither reject nor record it repeats an earlier one. */
interface TakenRow {
  readonly reject?: Finding<RejectReason>;
  readonly placed?: PlacedRecord;
  readonly flags: readonly Finding[];
}

/** The same steps, in the same order, as the command takes. */
function rowTaker(table: TableHead, { settings, campaign }: LedgerInput): (row: TableRow) => TakenRow {
  const read = rowReader(table, settings);
  const place = placer(campaign, settings.category);
  return (row) => {
    const reading = read(row);
    if ('reject' in reading) return { reject: reading.reject, flags: [] };
    const { record, flags } = reading;
    if (!record) return { flags };
    const placed = place(row, record);
    return 'reject' in placed ? { reject: placed.reject, flags } : { placed, flags };
  };
}

function openSpools({ columns }: TableHead, { settings, folder }: LedgerInput, archive: Archive) {
  const chunks = chunkSpool(folder, archive);
  const spoolOf = (kind: 'rejects' | 'flags') =>
    findingsSpool({ path: (file) => findingsPath(folder, kind, file), columns, lang: settings.lang }, archive);
  const rejects = spoolOf('rejects');
  const flags = spoolOf('flags');
  const counts = { records: 0, repeats: 0, rejected: 0, flagged: 0 };
  return {
    async keep(row: TakenRow): Promise<void> {
      for (const flag of row.flags) await flags.add(flag);
      if (row.flags.length > 0) counts.flagged += 1;
      counts[row.reject ? 'rejected' : row.placed ? 'records' : 'repeats'] += 1;
      if (row.reject) await rejects.add(row.reject);
      if (row.placed) await chunks.add(row.placed);
    },
    close: async () => ({
      chunks: await chunks.close(),
      rejectFiles: await rejects.close(),
      flagFiles: await flags.close(),
      counts,
    }),
  };
}

/** What the Distributed Map goes through. */
const chunkList = (chunks: number): ReadonlyArray<{ readonly chunk: string }> =>
  Array.from({ length: chunks }, (_, index) => ({ chunk: chunkName(index) }));

const tooManyRows = (): BadInput =>
  new BadInput({
    zh: `台账超过 ${MAX_ROWS} 行；请按时间拆成几个文件。`,
    en: `the ledger has more than ${MAX_ROWS} rows; split it by time into several files.`,
  });
