import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file that each scenario adds its line to. */
    faultTable: string;
  }
}

/** What was played of one scenario. */
export interface Row {
  readonly handler: string;
  readonly scenario: string;
  readonly calls: number;
  /** By fault. */
  readonly runs: Readonly<Record<string, number>>;
}

/** Adds to the table that is printed in the end. */
export const addRow = (row: Row): void => appendFileSync(inject('faultTable'), `${JSON.stringify(row)}\n`);
