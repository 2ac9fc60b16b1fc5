import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A command of the product in a process of its own, which is going to be killed. */
export interface Mortal {
  /** What it has written to both of its outputs. */
  output(): string;
  /** Comes back with the first match in its output; undefined when it ends before. */
  saying(pattern: RegExp): Promise<string | undefined>;
  /** `kill -9`; comes back when it is gone. False where it had ended by itself. */
  kill(): Promise<boolean>;
  /** Asks it to end as Ctrl+C does. */
  interrupt(): void;
  /** Its exit code; null when it was killed. */
  readonly ended: Promise<number | null>;
}

export function spawnMortal(command: string, args: readonly string[]): Mortal {
  const child = spawn(process.execPath, [`infra/local/${command}.ts`, ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<number | null>((done) => void child.on('close', done));
  return {
    output: () => output,
    saying: (pattern) => saying(child, ended, () => pattern.exec(output)?.[0]),
    async kill() {
      child.kill('SIGKILL');
      return (await ended) === null;
    },
    interrupt: () => void child.kill('SIGINT'),
    ended,
  };
}

function saying(child: ChildProcess, ended: Promise<unknown>, find: () => string | undefined) {
  return new Promise<string | undefined>((done) => {
    const look = () => {
      const found = find();
      if (found !== undefined) done(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    void ended.then(() => done(find()));
    look();
  });
}
