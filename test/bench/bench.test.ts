import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFolders } from '../support/temporary-folder.ts';
import { perSecond, seconds, type TableRow, tableText, writeReadme } from './bench-table.ts';
import { compareRanking } from './compare-ranking.ts';
import { type ComparedWrites, compareWrites } from './compare-writes.ts';
import { intakeLoad } from './intake-load.ts';
import { replayLoad } from './replay-load.ts';
import { readSizes } from './sizes.ts';
import { sweepLoad } from './sweep-load.ts';

const sizes = readSizes(process.env);
const table: TableRow[] = [];
const count = (n: number): string => n.toLocaleString('en');

/** How much slower than bare SQLite the product may be. */
const WRITING_FLOOR = 0.25 * sizes.share;
const RANKING_CEILING = 5 / sizes.share;

function enter(row: TableRow): void {
  table.push(row);
  process.stdout.write(`${tableText([row])}\n`);
}

const enterWrites = (
  { what, size, done, noun, floor }: { what: string; size: string; done: number; noun: string; floor: string },
  { ours, bare, ratio, rows }: ComparedWrites,
): void =>
  enter({
    what,
    size: `${size}, ${count(rows)} rows`,
    ours: perSecond(done, ours, noun),
    bare: perSecond(done, bare, noun),
    ratio: ratio.toFixed(2),
    floor,
  });

afterAll(() => {
  process.stdout.write(`\n${tableText(table)}\n`);
  if (process.env.HUNDRED_DAYS_BENCH_WRITE === '1') writeReadme(table);
});

describe('beside bare node:sqlite', () => {
  const newFolder = temporaryFolders();

  it('takes in inspections with their problems', async () => {
    const compared = await compareWrites(intakeLoad(sizes.inspections), newFolder, sizes.rounds);
    const size = `${count(sizes.inspections)} inspections of 2 findings`;
    enterWrites({ what: 'Intake', size, done: sizes.inspections, noun: 'inspections', floor: '—' }, compared);
  });

  it('sweeps problems that are due at once above the floor', async () => {
    const compared = await compareWrites(sweepLoad(sizes.dueAtOnce), newFolder, sizes.longRounds);
    const size = `${count(sizes.dueAtOnce)} due at once`;
    enterWrites(
      { what: 'Sweep', size, done: sizes.dueAtOnce, noun: 'rungs', floor: `≥ ${WRITING_FLOOR.toFixed(2)}` },
      compared,
    );
    expect(compared.ratio).toBeGreaterThanOrEqual(WRITING_FLOOR);
  });

  it('replays a ledger above the floor', async () => {
    const compared = await compareWrites(replayLoad(sizes.records), newFolder, sizes.rounds);
    const size = `${count(sizes.records)} records`;
    enterWrites(
      { what: 'Replay', size, done: compared.transactions, noun: 'events', floor: `≥ ${WRITING_FLOOR.toFixed(2)}` },
      compared,
    );
    expect(compared.ratio).toBeGreaterThanOrEqual(WRITING_FLOOR);
  });

  it('ranks units below the ceiling of one SQL aggregate’s time, with equal counts', async () => {
    const { rankedProblems: problems, rankedUnits: units, longRounds: rounds } = sizes;
    const { ours, bare, ratio, ranked, counted } = await compareRanking({ problems, units, rounds }, newFolder);
    enter({
      what: 'Weekly ranking',
      size: `${count(units)} units, ${count(problems)} problems`,
      ours: seconds(ours),
      bare: seconds(bare),
      ratio: `${(1 / ratio).toFixed(2)} ×`,
      floor: `≤ ${RANKING_CEILING.toFixed(0)} ×`,
    });
    expect(ranked.size).toBe(units);
    expect(ranked).toEqual(counted);
    expect(1 / ratio).toBeLessThanOrEqual(RANKING_CEILING);
  });
});
