import { PartlyFailed } from '../../functions/failures.ts';

/** How work ended of which some failed; throws where it ended otherwise. */
export async function failureOf(work: Promise<unknown>): Promise<PartlyFailed> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PartlyFailed)) throw new Error(`it ended otherwise: ${String(error)}`);
  return error;
}
