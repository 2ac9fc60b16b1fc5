import { ConditionFailed } from '../../shared/ports.ts';
import { createGatewayBook, type GatewayMark, isUnderWay, type Made } from '../../shared/stores/gateway-book.ts';
import { interrupted, noteOutcome, outcomeOf } from '../gateway-outcome.ts';
import type { Services } from '../services.ts';

/**
 * Finds out by its mark what became of a message that a gateway should have reported on long ago, whose report or whose
 * place in the queue got lost. One that the gateway has not begun with is withdrawn, which keeps it from ever being sent,
 * and its escalations are told anew. False where the gateway is at it after all, or another delivery.
 */
export async function askGateway(message: Made, services: Services): Promise<boolean> {
  try {
    const mark = await finalMark(message, services);
    // A queue that was held up for an hour may have brought it only now.
    if (isUnderWay(mark, services.clock.now())) return false;
    await noteOutcome(message, outcomeOf(mark), services);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

/** The mark that settles it; a claim as it is where the gateway is at it. */
async function finalMark(message: Made, { items, clock }: Services): Promise<GatewayMark> {
  const book = createGatewayBook(items);
  const found = (await book.find(message))?.body;
  if (!found) {
    const withdrawn: GatewayMark = { state: 'withdrawn', at: clock.now(), reason: 'the gateway never began with it' };
    await book.withdraw(message, withdrawn);
    return withdrawn;
  }
  if (found.state !== 'claimed' || isUnderWay(found, clock.now())) return found;
  await book.settle(message, interrupted(found));
  return interrupted(found);
}
