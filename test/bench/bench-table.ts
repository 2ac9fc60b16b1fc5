import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

/** One measurement, its numbers as they are printed. */
export interface TableRow {
  readonly what: string;
  readonly size: string;
  readonly ours: string;
  readonly bare: string;
  readonly ratio: string;
  readonly floor: string;
}

const COLUMNS = ['what', 'size', 'ours', 'bare', 'ratio', 'floor'] as const;
const HEADINGS = ['Work', 'Size', 'Ours', 'Bare node:sqlite', 'Ratio', 'Floor'];

export const perSecond = (count: number, ms: number, noun: string): string =>
  `${Math.round((count / ms) * 1000).toLocaleString('en')} ${noun}/s`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The table as Markdown. */
export const tableText = (rows: readonly TableRow[]): string =>
  [HEADINGS, HEADINGS.map(() => '---'), ...rows.map((row) => COLUMNS.map((column) => row[column]))]
    .map(line)
    .join('\n');

const BEGIN = '<!-- table -->';
const END = '<!-- /table -->';

/** Puts the table into the README beside this file, with the day and the machine it was measured on. */
export function writeReadme(rows: readonly TableRow[]): void {
  const file = join(import.meta.dirname, 'README.md');
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.split(BEGIN)[0], text.split(END)[1]];
  if (before === undefined || after === undefined) throw new Error(`${file} has no place for the table; keep ${BEGIN}`);
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`;
  const measured = `Measured ${new Date().toISOString().slice(0, 10)} on ${machine}.`;
  writeFileSync(file, `${before}${BEGIN}\n${measured}\n\n${tableText(rows)}\n${END}${after}`);
}
