import type { SQSRecord } from 'aws-lambda';
import { vi } from 'vitest';

/** What one invocation of a function came to. */
export type Outcome =
  | { readonly end: 'answered'; readonly answer: unknown }
  | { readonly end: 'failed'; readonly error: unknown }
  | { readonly end: 'killed' };

export type Invoke = (event: unknown) => Promise<Outcome>;

/** How an event reaches a function, and how it comes again where the function did not see it through. */
export interface Delivery {
  readonly first: (invoke: Invoke) => Promise<Outcome>;
  /** All that happens afterwards; gives the last outcome. */
  readonly again: (before: Outcome, invoke: Invoke) => Promise<Outcome>;
}

/** One whose event is known only once the beginning has been prepared. */
export const lazily = (make: () => Delivery): Delivery => ({
  first: (invoke) => make().first(invoke),
  again: (before, invoke) => make().again(before, invoke),
});

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const pass = (ms: number): void => void vi.setSystemTime(Date.now() + ms);

async function repeat(
  before: Outcome,
  invoke: () => Promise<Outcome>,
  {
    times,
    every,
    until,
  }: { readonly times: number; readonly every: number; readonly until: (outcome: Outcome) => boolean },
): Promise<Outcome> {
  let last = before;
  for (let turn = 0; turn < times && !until(last); turn++) {
    pass(every);
    last = await invoke();
  }
  return last;
}

const isDone = ({ end }: Outcome): boolean => end === 'answered';

/** Of a reply that says “somebody else changed this” or that the server failed, a client is to ask again. */
const isFinal = (outcome: Outcome): boolean => {
  if (outcome.end !== 'answered') return false;
  const { statusCode, body = '' } = outcome.answer as { statusCode: number; body?: string };
  return statusCode < 500 && !(statusCode === 409 && /"(changed-meanwhile)"/.test(body));
};

/** A person or an app, who sends a request again until it is answered. */
export const overHttp = (event: unknown): Delivery => ({
  first: (invoke) => invoke(event),
  again: (before, invoke) => repeat(before, () => invoke(event), { times: 5, every: SECOND, until: isFinal }),
});

/** A step of the workflow: tried again, or started anew by the operator. */
export const inWorkflow = (event: unknown): Delivery => ({
  first: (invoke) => invoke(event),
  again: (before, invoke) => repeat(before, () => invoke(event), { times: 3, every: 2 * SECOND, until: isDone }),
});

/** The schedule, whatever becomes of each tick; some of those to come, by the minutes in between. */
export const onSchedule = (event: unknown, minutes: readonly number[]): Delivery => ({
  first: (invoke) => invoke(event),
  async again(before, invoke) {
    let last = before;
    for (const pause of minutes) {
      pass(pause * MINUTE);
      last = await invoke(event);
    }
    return last;
  },
});

/** An event that Lambda itself keeps and brings twice more. */
export const kept = (event: unknown): Delivery => ({
  first: (invoke) => invoke(event),
  again: (before, invoke) => repeat(before, () => invoke(event), { times: 2, every: MINUTE, until: isDone }),
});

const RECEIVES = 5;
/** Longer than any function runs, as the queues have it. */
const VISIBILITY = 6 * MINUTE;

/** A queue: what the function names as failed comes again, or everything where it answered nothing. The rest stays in the dead-letter queue. */
export function fromQueue(bodies: readonly string[]): Delivery {
  const all = bodies.map((body, position) => ({ messageId: `R${position}`, body }) as SQSRecord);
  const batch = (records: readonly SQSRecord[], receives: number) => ({
    Records: records.map((record) => ({ ...record, attributes: { ApproximateReceiveCount: String(receives) } })),
  });
  return {
    first: (invoke) => invoke(batch(all, 1)),
    async again(before, invoke) {
      let left = failedOf(before, all);
      for (let receives = 2; left.length > 0 && receives <= RECEIVES; receives++) {
        pass(VISIBILITY);
        left = failedOf(await invoke(batch(left, receives)), left);
      }
      return { end: 'answered', answer: { dead: left.map(({ messageId }) => messageId) } };
    },
  };
}

function failedOf(outcome: Outcome, records: readonly SQSRecord[]): readonly SQSRecord[] {
  if (outcome.end !== 'answered') return records;
  const { batchItemFailures } = outcome.answer as { batchItemFailures: ReadonlyArray<{ itemIdentifier: string }> };
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return records.filter(({ messageId }) => failed.has(messageId));
}
