import { isDeepStrictEqual } from 'node:util';

/** What a proof prints: one line for each thing that was tried, and how many there were. */
export interface Story {
  /** A heading, or an aside. */
  tell(line: string): void;
  /** Tries something and says that it was so; what fails ends the story. */
  step<Result>(line: string, act: () => Promise<Result>): Promise<Result>;
  readonly passed: () => number;
}

export function createStory(write: (text: string) => void): Story {
  let passed = 0;
  return {
    tell: (line) => write(`${line}\n`),
    async step(line, act) {
      const started = performance.now();
      try {
        const result = await act();
        passed += 1;
        write(`✔ ${line} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
        return result;
      } catch (error) {
        write(`✘ ${line}\n`);
        throw error;
      }
    },
    passed: () => passed,
  };
}

const PAUSE_MS = 1000;

/** Asks each second until there is an answer to the point. Throws where there is none in time. */
export async function until<Result>(ask: () => Promise<Result | undefined>, seconds: number): Promise<Result> {
  for (let waited = 0; waited < seconds * 1000; waited += PAUSE_MS) {
    const result = await ask();
    if (result !== undefined) return result;
    await new Promise((next) => setTimeout(next, PAUSE_MS));
  }
  throw new Error(`nothing came within ${seconds} seconds`);
}

/** Demands that a stage refuses: this status and, where it is our own answer, this word. */
export function demandRefusal(
  answer: { readonly status: number; readonly body: { readonly error?: unknown } },
  status: number,
  error?: string,
): void {
  if (answer.status === status && (error === undefined || isDeepStrictEqual(answer.body.error, error))) return;
  throw new Error(
    `expected ${status} ${error ?? ''}, but it answered ${answer.status}: ${JSON.stringify(answer.body)}`,
  );
}
