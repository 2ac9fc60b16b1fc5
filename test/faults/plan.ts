import type { Call, Service } from './cloud/exchange.ts';

/** What befalls a call. */
export const FAULTS = [
  'throttled',
  'in conflict',
  'still at it',
  'failed inside',
  'timed out',
  'cut off',
  'reply lost',
  'killed before',
  'killed after',
  'interleaved',
] as const;
export type Fault = (typeof FAULTS)[number];

/**
 * How long a fault lasts: for one attempt; for all attempts of one call; or an outage, for all calls to that service until
 * the delivery is over.
 */
export type Length = 'attempt' | 'call' | 'outage';

/** One fault at one place of a delivery. */
export interface Disturbance {
  readonly fault: Fault;
  readonly length: Length;
  /** Which attempt of the delivery it befalls, from 0. */
  readonly at: number;
}

/** A delivery dies once, and another one comes in between once. */
const LENGTHS: Readonly<Record<Fault, readonly Length[]>> = {
  throttled: ['attempt', 'call', 'outage'],
  'in conflict': ['attempt', 'outage'],
  'still at it': ['call'],
  'failed inside': ['attempt', 'call', 'outage'],
  'timed out': ['attempt', 'call', 'outage'],
  'cut off': ['attempt', 'call', 'outage'],
  'reply lost': ['attempt', 'call', 'outage'],
  'killed before': ['attempt'],
  'killed after': ['attempt'],
  interleaved: ['attempt'],
};

/** Without an effect a lost reply is a line cut off, and before is after. */
const NEEDS_EFFECT: ReadonlySet<Fault> = new Set(['in conflict', 'still at it', 'reply lost', 'killed after']);

type Befallen = Pick<Call, 'service' | 'operation' | 'writes'>;

/** Only DynamoDB has transactions that get into each other's way, and only a transaction can be under way. */
const befalls = (fault: Fault, { service, operation, writes }: Befallen): boolean =>
  (writes || !NEEDS_EFFECT.has(fault)) &&
  (fault !== 'in conflict' || service === 'dynamodb') &&
  (fault !== 'still at it' || operation === 'TransactWriteItems');

const COVERED_BY_RETRIES: ReadonlySet<Fault> = new Set(['throttled', 'in conflict', 'cut off']);

/** What is left out where time is short: what looks like another fault, and what the clients' own retries cover. */
const isLong = (fault: Fault, length: Length, { writes }: Befallen): boolean =>
  fault === 'failed inside' ||
  fault === 'timed out' ||
  (!writes && (fault === 'throttled' || fault === 'killed before')) ||
  (length === 'call' && fault !== 'reply lost' && fault !== 'still at it') ||
  (length === 'attempt' && COVERED_BY_RETRIES.has(fault));

/** All of it is played unless `HUNDRED_DAYS_FAULTS` is `short`. */
const isShort = process.env.HUNDRED_DAYS_FAULTS === 'short';

/** Every disturbance of that kind that these calls can meet; a read that fails is an outage, as nothing comes after it. */
export const disturbances = (fault: Fault, calls: readonly Befallen[]): Disturbance[] =>
  calls.flatMap((call, at) => {
    const lengths = befalls(fault, call) ? LENGTHS[fault] : [];
    return lengths
      .filter((length) => call.writes || length !== 'call')
      .filter((length) => !isShort || !isLong(fault, length, call))
      .map((length) => ({ fault, length, at }));
  });

export const PLAYED_FAULTS: readonly Fault[] = FAULTS.filter(
  (fault) => disturbances(fault, [{ service: 'dynamodb', operation: 'TransactWriteItems', writes: true }]).length > 0,
);

export const describeDisturbance = (
  { fault, length, at }: Disturbance,
  call: { readonly service: Service; readonly operation: string } | undefined,
): string => `${fault} (${length}) at call ${at}${call ? `, ${call.service} ${call.operation}` : ''}`;

/** Whether the carrier or its gateway may have the message while the function can't know it. */
export const leavesOpen = ({ fault }: Disturbance): boolean =>
  ['failed inside', 'timed out', 'cut off', 'reply lost', 'killed before', 'killed after'].includes(fault);
