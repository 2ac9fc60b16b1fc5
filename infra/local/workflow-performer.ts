import type { StateMachine } from 'aws-local-stepfunctions';
import type { Instant } from '../../shared/domain/instant.ts';

type Handler = (event: unknown) => Promise<object>;

/** The interpreter's own type for JSON, which it doesn't export. */
type Json = Parameters<StateMachine['run']>[0];

/** What of an action's answer matters here: when to go on, and with which revision. */
type Answer = object & { readonly do?: unknown; readonly until?: unknown; readonly revision?: unknown };

/** Ends a wait; the workflow's file neither retries nor catches it. */
class WorkflowStopped extends Error {
  override readonly name = 'WorkflowStopped';
  readonly isRetryable = false;
  readonly isCatchable = false;
}

export interface Performer {
  /** The handler as the interpreter calls it: a wait that was asked for comes first. */
  perform(handler: Handler): (event: Json) => Promise<Json>;
  /** Nothing is performed from now on. */
  stop(): void;
  /** When the action under way has ended. */
  idle(): Promise<void>;
  /** The revision that the last gate handed back. */
  adopted(): number | undefined;
  /** What the last action that failed threw. */
  lastError(): unknown;
}

/** Performs a workflow's actions one after the other and waits on the stage's clock in between. */
export function createPerformer(waitUntil: (instant: Instant) => Promise<void>): Performer {
  const stopped = Promise.withResolvers<never>();
  // Nobody may be waiting when it stops.
  stopped.promise.catch(() => undefined);
  let until: Instant | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  let lastError: unknown;
  let adopted: number | undefined;
  let isStopped = false;

  async function waitBefore(): Promise<void> {
    if (until !== undefined && !isStopped) await Promise.race([waitUntil(until), stopped.promise]);
    until = undefined;
    if (isStopped) throw new WorkflowStopped('the workflow was stopped');
  }

  async function call(handler: Handler, event: unknown): Promise<object> {
    const result: Answer = await handler(event);
    if (result.do === 'wait' && typeof result.until === 'string') until = result.until;
    if (typeof result.revision === 'number') adopted = result.revision;
    return result;
  }

  return {
    perform: (handler) => async (event) => {
      await waitBefore();
      const work = call(handler, event);
      underWay = work.catch((error: unknown) => {
        lastError = error;
      });
      // Actions answer with plain data, as a Lambda would.
      return (await work) as Json;
    },
    stop() {
      isStopped = true;
      stopped.reject(new WorkflowStopped('the workflow was stopped'));
    },
    async idle() {
      await underWay;
    },
    adopted: () => adopted,
    lastError: () => lastError,
  };
}
