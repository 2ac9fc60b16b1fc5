import * as z from 'zod';
import { ArchiveConflict } from '../../shared/adapters/archive-path.ts';
import type { Archive } from '../../shared/ports.ts';
import type { Services } from '../services.ts';
import { campaignForImport } from './campaign-for-import.ts';
import { jsonBytes, loadPlan, type ReadPlan } from './import-plan.ts';
import { importRecords } from './import-records.ts';
import { OUTCOMES } from './ledger/mapping.ts';
import type { PlacedRecord } from './place-records.ts';

const recordSchema = z.object({
  row: z.int(),
  id: z.string(),
  reportedAt: z.string(),
  dueAt: z.string().optional(),
  closedAt: z.string().optional(),
  unit: z.string(),
  unitName: z.string().optional(),
  league: z.string().optional(),
  category: z.string().optional(),
  place: z.string().optional(),
  source: z.string().optional(),
  outcome: z.enum(OUTCOMES).optional(),
});
const chunkSchema = z.array(
  z
    .object({ record: recordSchema, unit: z.string().optional(), category: z.string() })
    .transform(({ record, unit, category }): PlacedRecord => ({ record, unit, category })),
);

const count = z.int().min(0);
/** What became of the records of a chunk. */
const chunkResultSchema = z.object({ imported: count, closed: count, repeated: count });
export type ChunkResult = z.infer<typeof chunkResultSchema>;

/** The workflow asks for something that is not there: its work was deleted, or somebody else's was. */
export class WorkMissing extends Error {
  override readonly name = 'WorkMissing';
  constructor(path: string) {
    super(`${path} is not there; drop the ledger once more to import it anew`);
  }
}

/** Where the result of a chunk lies. */
export const resultPath = (folder: string, chunk: string): string => `${folder}/done-${chunk}.json`;

/** The plan of an import that was read. Throws `WorkMissing`. */
export async function readPlanOf(id: string, archive: Pick<Archive, 'get'>): Promise<ReadPlan> {
  const plan = await loadPlan(id, archive);
  if (plan?.status !== 'read') throw new WorkMissing(`the plan of import ${id}`);
  return plan;
}

/**
 * Takes one chunk into its campaign and notes what became of it. Asked again, by a second delivery or after a crash, it
 * takes in what is missing, and counts the same. Throws `WorkMissing`, and BadInput where the campaign has ended meanwhile.
 */
export async function takeInChunk(id: string, chunk: string, services: Services): Promise<ChunkResult> {
  const { archive } = services;
  const { folder, campaign, startedAt } = await readPlanOf(id, archive);
  const known = await chunkResult(folder, chunk, archive);
  if (known) return known;
  const path = `${folder}/chunk-${chunk}.json`;
  const bytes = await archive.get(path);
  if (!bytes) throw new WorkMissing(path);
  const records = chunkSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
  const head = await campaignForImport(campaign, services.registry);
  const context = await services.campaigns.load(head.id);
  return settleResult(folder, chunk, await importRecords(records, context, services, { since: startedAt }), archive);
}

/** What became of a chunk, once it is done. */
export async function chunkResult(
  folder: string,
  chunk: string,
  archive: Pick<Archive, 'get'>,
): Promise<ChunkResult | undefined> {
  const bytes = await archive.get(resultPath(folder, chunk));
  return bytes && chunkResultSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
}

/** Two at one chunk may see each other's records in another order; the first to end has the word. */
async function settleResult(
  folder: string,
  chunk: string,
  result: ChunkResult,
  archive: Archive,
): Promise<ChunkResult> {
  try {
    await archive.put(resultPath(folder, chunk), jsonBytes(result));
    return result;
  } catch (error) {
    const settled = error instanceof ArchiveConflict ? await chunkResult(folder, chunk, archive) : undefined;
    if (settled) return settled;
    throw error;
  }
}
