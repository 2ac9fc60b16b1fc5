import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../node_modules/.bin/cdk', import.meta.url));

/** A CDK command that did not end well; what it said stands above. */
export class CdkFailed extends Error {
  constructor(command: string, code: number | null) {
    super(`cdk ${command} ended with ${code}; what it says stands above. The same command again goes on from there`);
    this.name = 'CdkFailed';
  }
}

/** Runs the command line of CDK in the project's folder; what it says goes to stderr as it comes. Throws `CdkFailed`. */
export function runCdk(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(PROGRAM, [command, ...args, '--no-notices'], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new CdkFailed(command, code))));
  });
}
