import type { Archive } from '../../shared/ports.ts';
import { type ImportPlan, jsonBytes, type ReadPlan } from './import-plan.ts';
import { type ImportNumbers, importSentence, reconciles } from './import-sentence.ts';
import { findingsPath } from './read-into-chunks.ts';
import { chunkName } from './spool.ts';
import { type ChunkResult, chunkResult, readPlanOf, WorkMissing } from './take-in-chunk.ts';

/** Rows were lost or counted twice; the report is not written, and an operator has to look. */
export class NumbersDoNotReconcile extends Error {
  override readonly name = 'NumbersDoNotReconcile';
  constructor(numbers: ImportNumbers, { folder }: ReadPlan) {
    super(
      `the numbers of the import in ${folder} do not add up to its rows: ${JSON.stringify(numbers)}; see the runbook`,
    );
  }
}

export type ImportReport = ImportNumbers & { readonly report: string };

/** Results read at once. */
const BATCH = 20;

/**
 * Puts rejects, flags and the numbers of an import where its report is looked for; done twice, it writes the same.
 * Throws `WorkMissing` where a chunk is not done, and `NumbersDoNotReconcile`.
 */
export async function writeReport(id: string, archive: Archive): Promise<ImportReport> {
  const plan = await readPlanOf(id, archive);
  const { records, ...counts } = plan.counts;
  const results = await resultsOf(plan, archive);
  const sum = (field: keyof ChunkResult) => results.reduce((total, result) => total + result[field], 0);
  const taken = { imported: sum('imported'), closed: sum('closed'), repeated: sum('repeated') };
  const numbers = { ...counts, ...taken };
  if (!reconciles(numbers) || taken.imported + taken.repeated !== records) {
    throw new NumbersDoNotReconcile(numbers, plan);
  }
  await copyFindings(plan, archive);
  const { campaign, file, startedAt } = plan;
  const { zh, en } = importSentence(numbers);
  await archive.put(`${plan.report}/report.txt`, textBytes([`${campaign} ${file}`, zh, en]));
  await archive.put(`${plan.report}/report.json`, jsonBytes({ campaign, file, startedAt, ...numbers }));
  return { ...numbers, report: plan.report };
}

/** Says why a file was not taken. */
export async function writeRefusal(
  { campaign, file, startedAt, report, text }: Extract<ImportPlan, { status: 'refused' }>,
  archive: Archive,
): Promise<void> {
  const { zh, en } = text;
  const lines = [`${campaign} ${file}`, `未导入任何内容：${zh}`, `Nothing was imported: ${en}`];
  await archive.put(`${report}/report.txt`, textBytes(lines));
  await archive.put(`${report}/report.json`, jsonBytes({ campaign, file, startedAt, refused: text }));
}

async function resultsOf({ folder, chunks }: ReadPlan, archive: Archive): Promise<readonly ChunkResult[]> {
  const results: ChunkResult[] = [];
  for (let first = 0; first < chunks; first += BATCH) {
    const names = Array.from({ length: Math.min(BATCH, chunks - first) }, (_, index) => chunkName(first + index));
    results.push(...(await Promise.all(names.map((name) => doneResult(folder, name, archive)))));
  }
  return results;
}

async function doneResult(folder: string, chunk: string, archive: Archive): Promise<ChunkResult> {
  const result = await chunkResult(folder, chunk, archive);
  if (!result) throw new WorkMissing(`the result of chunk ${chunk} in ${folder}`);
  return result;
}

/** `rejects.csv`, and only where a flood of them took more than one file `rejects-2.csv` and so on. */
async function copyFindings(plan: ReadPlan, archive: Archive): Promise<void> {
  for (const [kind, files] of [['rejects', plan.rejectFiles] as const, ['flags', plan.flagFiles] as const]) {
    for (let file = 1; file <= files; file++) {
      const path = findingsPath(plan.folder, kind, file);
      const bytes = await archive.get(path);
      if (!bytes) throw new WorkMissing(path);
      await archive.put(`${plan.report}/${kind}${file === 1 ? '' : `-${file}`}.csv`, bytes);
    }
  }
}

/** With a byte order mark, since clerks open it with whatever their machine takes for text. */
const textBytes = (lines: readonly string[]): Uint8Array =>
  new TextEncoder().encode(`\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`);
