import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { neutraliseFormula } from '../../../shared/domain/csv-cell.ts';
import type { DecidedRung } from './replay-summary.ts';

/** Writes a file whole or not at all, into folders that it makes. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);

/** Every rung decided, in the order of decision; times in UTC. */
export function writeEscalations(folder: string, rungs: readonly DecidedRung[]): Promise<void> {
  const rows = rungs.map((rung) =>
    [rung.problem, rung.unit, rung.rung, rung.dueAt, rung.decidedAt].map(neutraliseFormula),
  );
  const text = stringify([['problem', 'unit', 'rung', 'dueAt', 'decidedAt'], ...rows], { bom: true });
  return writeWhole(join(folder, 'escalations.csv'), text);
}
