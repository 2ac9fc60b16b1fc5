import { createHash } from 'node:crypto';
import type { Call, Service } from './cloud/exchange.ts';

/** What befalls a call. */
export const FAULTS = [
  'throttled',
  'in conflict',
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
  'failed inside': ['attempt', 'call', 'outage'],
  'timed out': ['attempt', 'call', 'outage'],
  'cut off': ['attempt', 'call', 'outage'],
  'reply lost': ['attempt', 'call', 'outage'],
  'killed before': ['attempt'],
  'killed after': ['attempt'],
  interleaved: ['attempt'],
};

/** Without an effect a lost reply is a line cut off, and before is after. */
const NEEDS_EFFECT: ReadonlySet<Fault> = new Set(['in conflict', 'reply lost', 'killed after']);

/** Only DynamoDB has transactions that get into each other's way. */
const befalls = (fault: Fault, { service, writes }: Pick<Call, 'service' | 'writes'>): boolean =>
  (writes || !NEEDS_EFFECT.has(fault)) && (fault !== 'in conflict' || service === 'dynamodb');

/** What of it is left out where time is short: what looks like another fault, and what the clients' own retries cover. */
const isLong = (fault: Fault, length: Length): boolean =>
  fault === 'failed inside' ||
  fault === 'timed out' ||
  length === 'call' ||
  (length === 'attempt' && (fault === 'throttled' || fault === 'in conflict' || fault === 'cut off'));

/** All of it is played unless `HUNDRED_DAYS_FAULTS` is `short`. */
const lengthsOf = (fault: Fault): readonly Length[] =>
  LENGTHS[fault].filter((length) => process.env.HUNDRED_DAYS_FAULTS !== 'short' || !isLong(fault, length));

export const PLAYED_FAULTS: readonly Fault[] = FAULTS.filter((fault) => lengthsOf(fault).length > 0);

/** Every disturbance of that kind that a delivery with these calls can meet. */
export const disturbances = (fault: Fault, calls: ReadonlyArray<Pick<Call, 'service' | 'writes'>>): Disturbance[] =>
  calls.flatMap((call, at) => (befalls(fault, call) ? lengthsOf(fault).map((length) => ({ fault, length, at })) : []));

export const describeDisturbance = (
  { fault, length, at }: Disturbance,
  call: { readonly service: Service; readonly operation: string } | undefined,
): string => `${fault} (${length}) at call ${at}${call ? `, ${call.service} ${call.operation}` : ''}`;

/** Whether the carrier or its gateway may have the message while the function can't know it. */
export const leavesOpen = ({ fault }: Disturbance): boolean =>
  ['failed inside', 'timed out', 'cut off', 'reply lost', 'killed before', 'killed after'].includes(fault);

/** A short name of a text, for comparisons that need not show it. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
