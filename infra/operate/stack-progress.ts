import { type Progress, type ProgressStream, startProgress } from '../local/cli/progress.ts';

/** An event of CloudFormation as CDK prints it: stack, how many resources of how many are done, and the rest. */
const EVENT = /^(\S+) \| +(\d+)\/(\d+) \| (.*)$/;
const FAILURE = /\b[A-Z_]+_FAILED\b.*/;
const DONE = /✅ +(.*)$/;

/** Shows how far the stacks of a deployment are, by what CDK says. */
export interface StackProgress {
  hear(line: string): void;
  /** Leaves the line behind; call it also where the deployment fails. */
  stop(): void;
}

/** A bar for each stack, one after the other, or its tenths; and the failure that made the rest go back. */
export function showStacks(stream: ProgressStream = process.stderr): StackProgress {
  let current: { readonly stack: string; readonly total: number; readonly progress: Progress } | undefined;
  const failed = new Set<string>();
  const stop = (): void => {
    current?.progress.stop();
    current = undefined;
  };

  function advance(stack: string, done: number, total: number): void {
    if (current?.stack !== stack) {
      stop();
      current = { stack, total, progress: startProgress(`  ${stack}`, total, stream) };
    }
    // CloudFormation may touch more than was announced.
    current?.progress.update(Math.min(done, total));
  }

  function fail(stack: string, what: string): void {
    failed.add(stack);
    stop();
    stream.write(`  ✘ ${stack}: ${what.trim()}\n`);
  }

  function finish(what: string): void {
    current?.progress.update(current.total);
    if (what.endsWith('(no changes)')) stream.write(`  ${what}\n`);
    stop();
  }

  return {
    stop,
    hear(line) {
      const [, stack = '', done, total, rest = ''] = EVENT.exec(line) ?? [];
      const [failure] = FAILURE.exec(rest) ?? [];
      const [, finished] = DONE.exec(line) ?? [];
      if (finished !== undefined) finish(finished);
      else if (stack === '' || failed.has(stack)) return;
      else if (failure) fail(stack, failure);
      else advance(stack, Number(done), Number(total));
    },
  };
}
