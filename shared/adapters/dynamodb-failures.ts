import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';

const MAX_TRIES = 10;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** Reasons that pass by themselves: another call was at the same items, or the table was busy. Nothing was written. */
const PASSING: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/** The positions of the actions whose condition did not hold; none where the error means something else. */
export function failedConditions(error: unknown): readonly number[] {
  if (error instanceof ConditionalCheckFailedException) return [0];
  return reasonsOf(error).flatMap((code, position) => (code === 'ConditionalCheckFailed' ? [position] : []));
}

/** Makes a call again, with longer and longer pauses, while it fails for a reason that passes; then throws the last one. */
export async function retryPassing<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (tries === MAX_TRIES || !isPassing(error)) throw error;
      await pauseBefore(tries);
    }
  }
}

/** Waits before a further try, longer each time and at random, or writers who collided would collide again. */
export const pauseBefore = (tries: number): Promise<void> =>
  sleep(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));

function isPassing(error: unknown): boolean {
  if (error instanceof TransactionConflictException || error instanceof TransactionInProgressException) return true;
  const reasons = reasonsOf(error).filter((code) => code !== 'None');
  return reasons.length > 0 && reasons.every((code) => PASSING.has(code));
}

const reasonsOf = (error: unknown): readonly string[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code = 'None' }) => Code)
    : [];
