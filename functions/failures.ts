/** A piece of work that failed while the others went on: where, and what. */
export interface Failure {
  readonly where: string;
  readonly error: unknown;
}

/** So many are told with their stack, and so many more by name. */
const TOLD = { whole: 3, named: 20 } as const;

function describeFailures(failures: readonly Failure[]): string {
  const lines = failures.slice(0, TOLD.named).map(({ where, error }, n) => {
    const short = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return `${where}: ${error instanceof Error && n < TOLD.whole ? error.stack : short}`;
  });
  const more = failures.length - lines.length;
  return [`${failures.length} failed, and the rest was done`, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join(
    '\n',
  );
}

/** Some of the work failed, and all the rest is done: thrown at the end, so that alarms, retries and exit codes tell. */
export class PartlyFailed extends Error {
  override readonly name = 'PartlyFailed';
  readonly failures: readonly Failure[];
  /** What was done, as it would have been answered. */
  readonly done: object;
  constructor(failures: readonly Failure[], done: object) {
    super(describeFailures(failures));
    this.failures = failures;
    this.done = done;
  }
}

/** Throws `PartlyFailed` where anything failed. */
export function throwFailures(failures: readonly Failure[], done: object): void {
  if (failures.length > 0) throw new PartlyFailed(failures, done);
}

/**
 * Works, and keeps what fails for the end, so that one piece of work never holds up those behind it. Answers with what was
 * done, also where part of it failed.
 */
export async function attempt<Result>(
  where: string,
  failures: Failure[],
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PartlyFailed)) {
      failures.push({ where, error });
      return undefined;
    }
    failures.push(...error.failures.map((one) => ({ ...one, where: `${where}, ${one.where}` })));
    return error.done as Result;
  }
}
