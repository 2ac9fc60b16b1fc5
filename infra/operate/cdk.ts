import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CdkLog } from './cdk-log.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../node_modules/.bin/cdk', import.meta.url));

/** A CDK command that did not end well; what it said stands above. */
export class CdkFailed extends Error {
  constructor(command: string, code: number | null) {
    super(`cdk ${command} ended with ${code}; what it says stands above. The same command again goes on from there`);
    this.name = 'CdkFailed';
  }
}

/** Runs a command of CDK in the project's folder; `hear` gets its lines where they are not shown. Throws `CdkFailed`. */
export type RunCdk = (command: string, args: readonly string[], hear?: (line: string) => void) => Promise<void>;

/** All that CDK says goes to stderr as it comes. */
export const runCdk: RunCdk = (command, args) =>
  ended(command, start(PROGRAM, [command, ...args], ['ignore', process.stderr, process.stderr]));

/** All that CDK says goes into a log; where it fails, `show` gets the last lines. */
export function quietCdk(log: CdkLog, show: (text: string) => void, program = PROGRAM): RunCdk {
  return async (command, args, hear) => {
    log.write(`$ cdk ${[command, ...args].join(' ')}`);
    const child = start(program, [command, ...args, '--no-color'], ['ignore', 'pipe', 'pipe']);
    for (const input of [child.stdout, child.stderr]) {
      if (!input) continue;
      createInterface({ input }).on('line', (line) => {
        log.write(line);
        hear?.(line);
      });
    }
    try {
      await ended(command, child);
    } catch (error) {
      show(log.lastLines());
      throw error;
    }
  };
}

const start = (program: string, args: readonly string[], stdio: StdioOptions): ChildProcess =>
  spawn(program, [...args, '--no-notices'], { cwd: ROOT, stdio });

const ended = (command: string, child: ChildProcess): Promise<void> =>
  new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new CdkFailed(command, code))));
  });
