import * as z from 'zod';
import { ArchiveConflict } from '../../shared/adapters/archive-path.ts';
import type { Archive } from '../../shared/ports.ts';

const count = z.int().min(0);

/** What the reading of a ledger counted: `rows = records + repeats + rejected`. */
const readCountsSchema = z.object({
  rows: count,
  /** Rows that become a problem, or have become one before. */
  records: count,
  /** Rows that repeat an earlier row to the letter. */
  repeats: count,
  rejected: count,
  /** Rows with one flag or more, counted apart: they are among the others. */
  flagged: count,
  blankRows: count,
});
export type ReadCounts = z.infer<typeof readCountsSchema>;

const common = {
  campaign: z.string(),
  file: z.string(),
  startedAt: z.iso.datetime(),
  /** The folder of the report. */
  report: z.string(),
};

/** What was found in a dropped file, settled once; whatever follows goes by it. */
export const importPlanSchema = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.literal('refused'), text: z.object({ zh: z.string(), en: z.string() }) }),
  z.object({
    ...common,
    status: z.literal('read'),
    /** Where the chunks lie: a folder of this attempt's own, since another one may have been cut short. */
    folder: z.string(),
    chunks: count,
    /** Files of rejects and of flags, one each but for a flood of them. */
    rejectFiles: count,
    flagFiles: count,
    counts: readCountsSchema,
  }),
]);
export type ImportPlan = z.infer<typeof importPlanSchema>;
export type ReadPlan = Extract<ImportPlan, { status: 'read' }>;

const planPath = (id: string): string => `work/${id}/plan.json`;

/** The plan of a drop, where it is settled. */
export async function loadPlan(id: string, archive: Pick<Archive, 'get'>): Promise<ImportPlan | undefined> {
  const bytes = await archive.get(planPath(id));
  return bytes && importPlanSchema.parse(JSON.parse(Buffer.from(bytes).toString()));
}

/** Settles a plan, unless another attempt did so in the meantime; gives the one that holds. */
export async function settlePlan(id: string, plan: ImportPlan, archive: Archive): Promise<ImportPlan> {
  try {
    await archive.put(planPath(id), jsonBytes(plan));
    return plan;
  } catch (error) {
    const settled = error instanceof ArchiveConflict ? await loadPlan(id, archive) : undefined;
    if (settled) return settled;
    throw error;
  }
}

/** JSON that people may open. */
export const jsonBytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, undefined, 2)}\n`);
