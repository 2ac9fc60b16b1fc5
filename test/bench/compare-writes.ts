import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemStore } from '../../shared/ports.ts';
import { differingRows, recordWrites, type WriteLog, writeBare } from './bare-sqlite.ts';
import { type Compared, compare } from './rounds.ts';

/** Puts something in front of a stage's store. */
export type Tap = (items: ItemStore) => ItemStore;

/** A piece of the product's work on a stage's folder. */
export interface Workload {
  /** Fills the folder with what is there beforehand; not timed. */
  prepare(folder: string): Promise<void>;
  /** Opens the stage, does the work and closes it. */
  run(folder: string, tap?: Tap): Promise<void>;
}

export interface ComparedWrites extends Compared {
  readonly rows: number;
  readonly transactions: number;
}

async function record(workload: Workload, folder: string): Promise<WriteLog> {
  let log: WriteLog = [];
  await workload.run(folder, (items) => {
    const recorder = recordWrites(items);
    log = recorder.log;
    return recorder.items;
  });
  return log;
}

/**
 * Times a workload against bare node:sqlite writing the very same rows, and makes sure that they are the same. A first
 * run, not timed, writes down what the workload writes.
 */
export async function compareWrites(
  workload: Workload,
  newFolder: () => string,
  rounds: number,
): Promise<ComparedWrites> {
  const before = newFolder();
  await workload.prepare(before);
  const fresh = () => {
    const folder = newFolder();
    cpSync(before, folder, { recursive: true });
    return folder;
  };
  const log = await record(workload, fresh());
  const last = { ours: '', bare: '' };
  const compared = await compare(
    async () => {
      last.ours = fresh();
      return () => workload.run(last.ours);
    },
    async () => {
      last.bare = fresh();
      return () => writeBare(stageFile(last.bare), log);
    },
    rounds,
  );
  const differing = differingRows(stageFile(last.ours), stageFile(last.bare));
  if (differing > 0) throw new Error(`the bare peer wrote ${differing} rows that differ; the comparison is void`);
  return { ...compared, rows: log.flat().length, transactions: log.length };
}

export const stageFile = (folder: string): string => join(folder, 'stage.db');
