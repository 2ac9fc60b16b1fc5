import type { Cloud } from './cloud/cloud.ts';
import { type Answer, type Call, jsonAnswer } from './cloud/exchange.ts';
import { conflictAnswer, failedAnswer, inProgressAnswer, throttledAnswer } from './cloud/faults.ts';
import type { Disturbance } from './plan.ts';
import { LineFailure } from './seam.ts';

/** How the calls of one delivery go, one of which may be disturbed. */
export interface Conductor {
  readonly conduct: (call: Call) => Promise<Answer>;
  /** Every attempt so far, in order. */
  readonly calls: readonly Call[];
  /** Calls that would have waited until somebody killed the function, since their client gives up on none. */
  readonly endless: readonly string[];
  /** Comes when the disturbance has killed the function; its calls never come back then. */
  readonly killed: Promise<void>;
}

/** Without a disturbance everything is answered. `meanwhile` is what comes in between where a delivery is interleaved. */
export function createConductor(
  cloud: Cloud,
  disturbance?: Disturbance,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Conductor {
  const calls: Call[] = [];
  const endless: string[] = [];
  const killed = Promise.withResolvers<void>();
  let met: Call | undefined;
  let isDead = false;

  const isStruck = (call: Call, position: number): boolean => {
    if (!disturbance || position < disturbance.at) return false;
    if (position === disturbance.at) met = call;
    if (disturbance.length === 'attempt') return position === disturbance.at;
    return disturbance.length === 'call' ? call.id === met?.id : call.service === met?.service;
  };

  const die = (): Promise<never> => {
    isDead = true;
    killed.resolve();
    return new Promise(() => undefined);
  };

  /** The first attempt is given up while the service works on it; the client's further ones are told so. */
  const stillAtIt = (call: Call): Answer => {
    if (call !== met) return inProgressAnswer();
    cloud.answer(call);
    throw new LineFailure('TimeoutError', 'ETIMEDOUT');
  };

  const strike = async (call: Call, { fault, length }: Disturbance): Promise<Answer> => {
    switch (fault) {
      case 'throttled':
        return length === 'outage' ? throttledAnswer(call) : (answerInPart(call, cloud) ?? throttledAnswer(call));
      case 'in conflict':
        return conflictAnswer(call);
      case 'still at it':
        return stillAtIt(call);
      case 'failed inside':
        return failedAnswer(call);
      case 'timed out':
        if (!call.timesOut) endless.push(`${call.service} ${call.operation}`);
        throw new LineFailure('TimeoutError', 'ETIMEDOUT');
      case 'cut off':
        throw new LineFailure('Error', 'ECONNRESET');
      case 'reply lost':
        cloud.answer(call);
        throw new LineFailure('Error', 'ECONNRESET');
      case 'killed before':
        return die();
      case 'killed after':
        cloud.answer(call);
        return die();
      case 'interleaved':
        await meanwhile();
        return cloud.answer(call);
      default:
        return fault satisfies never;
    }
  };

  return {
    calls,
    endless,
    killed: killed.promise,
    async conduct(call) {
      if (isDead) return new Promise(() => undefined);
      calls.push(call);
      const struck = disturbance && isStruck(call, calls.length - 1);
      return struck ? strike(call, disturbance) : cloud.answer(call);
    },
  };
}

/** A busy table answers a batch for its first key only. */
function answerInPart({ service, operation, input }: Call, { table }: Cloud): Answer | undefined {
  if (service !== 'dynamodb' || operation !== 'BatchGetItem') return undefined;
  return jsonAnswer(200, table.getBatch(input as Parameters<typeof table.getBatch>[0], 1));
}
