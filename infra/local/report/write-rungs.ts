import { stringify } from 'csv-stringify/sync';
import type { Services } from '../../../functions/services.ts';
import { neutraliseFormula } from '../../../shared/domain/csv-cell.ts';
import { writeWhole } from '../replay/write-results.ts';

const COLUMNS = ['problem', 'life', 'unit', 'rung', 'step', 'dueAt', 'decidedAt'];

/** Every rung that a campaign decided, in the order of decision; times in UTC. */
export async function writeRungs(path: string, campaign: string, { ledger }: Services): Promise<void> {
  const rows: string[][] = [];
  for await (const { state } of ledger.all(campaign)) {
    for (const [index, { unit, schedule, decided }] of state.lives.entries()) {
      for (const { rung, step, at } of decided)
        rows.push([state.id, String(index + 1), unit, rung, step, schedule.dueAt ?? '', at]);
    }
  }
  rows.sort((a, b) => compare(a[6], b[6]) || compare(a[0], b[0]) || compare(a[4], b[4]));
  await writeWhole(path, stringify([COLUMNS, ...rows.map((row) => row.map(neutraliseFormula))], { bom: true }));
}

const compare = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);
