/** A function with a whole processor has so many MB; less memory has a smaller share of it. */
const MB_OF_A_PROCESSOR = 1769;
/** What a request to DynamoDB takes on its way, in ms: single-digit, as its page promises. */
const ROUND_TRIP_MS = 5;
/** Processor time in ms with a whole processor, measured on DynamoDB Local: of each request with the SDK, and of a call besides. */
const PROCESSOR_MS = { request: 1.3, call: 3 } as const;

/**
 * GB-seconds of so many calls of a function with so much memory (MB), with so many requests in them. Where some are under
 * way at the same time, `rounds` says how often it waits; otherwise it waits for each.
 */
export function gbSeconds({
  calls,
  requests,
  rounds = requests,
  memory,
}: {
  readonly calls: number;
  readonly requests: number;
  readonly rounds?: number;
  readonly memory: number;
}): number {
  const share = Math.min(1, memory / MB_OF_A_PROCESSOR);
  const processor = (calls * PROCESSOR_MS.call + requests * PROCESSOR_MS.request) / share;
  return ((processor + rounds * ROUND_TRIP_MS) / 1000) * (memory / 1024);
}
