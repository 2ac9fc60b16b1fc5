import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a person sees of it where something fails. */
const LAST_LINES = 20;

/** All that CDK says, in a file. */
export interface CdkLog {
  readonly file: string;
  write(line: string): void;
  lastLines(): string;
  close(): void;
}

/** Begins a log anew; each line is in the file at once, so that it is there too where the command is killed. */
export function openCdkLog(file: string): CdkLog {
  mkdirSync(dirname(file), { recursive: true });
  const open = openSync(file, 'w');
  let last: string[] = [];
  return {
    file,
    write(line) {
      last = [...last, line].slice(-LAST_LINES);
      writeSync(open, `${line}\n`);
    },
    lastLines: () => last.join('\n'),
    close: () => closeSync(open),
  };
}
