import type { GatewayMark, Made } from '../shared/stores/gateway-book.ts';
import { reservationOf } from '../shared/stores/reservation-of.ts';
import { giveBack } from '../shared/stores/reserve-room.ts';
import type { Services } from './services.ts';
import { type Report, takeReport } from './take-report.ts';

/** What became of a message at a gateway: a report, or that it was withdrawn, so nothing was sent and nothing will be. */
export interface GatewayOutcome extends Omit<Report, 'verdict'> {
  readonly verdict: Report['verdict'] | 'withdrawn';
}

/** What a mark says; of a message that was being sent when its function died, that nobody knows. */
export const outcomeOf = ({ state, at: _, ...rest }: GatewayMark): GatewayOutcome => ({
  ...rest,
  verdict: state === 'claimed' ? 'unknown' : state,
});

/** The mark of a claim whose function died. */
export const interrupted = ({ at }: GatewayMark): GatewayMark => ({
  state: 'unknown',
  at,
  reason: 'interrupted while the gateway was sending',
});

/**
 * Notes down in the outbox what became of a message at a gateway, once however often it is told. Throws `EarlyReport`,
 * and `ConditionFailed` where somebody else wrote in the same moment: both have to come again.
 */
export async function noteOutcome(made: Made, outcome: GatewayOutcome, services: Services): Promise<void> {
  const { verdict, reason } = outcome;
  if (verdict === 'withdrawn') return handBack(made, reason, services);
  const stored = await services.outbox.message(made.campaign, made.id);
  if (!stored) throw new Error(`there is no message ${made.id} of ${made.campaign} to report ${verdict} of`);
  await takeReport(stored, { ...outcome, verdict }, services);
}

/**
 * Gives a message back that was withdrawn: its claims and its room below the caps are free again, and its escalations,
 * which are owed until their gateway has reported, are told anew by the next delivery that may. Where they are owed no
 * more, because nobody knew whether the message had reached the gateway, it counts as refused.
 */
async function handBack({ campaign, id, at }: Made, reason: string | undefined, services: Services): Promise<void> {
  const { outbox, campaigns } = services;
  const stored = await outbox.message(campaign, id);
  // It was given back before; the one that is there now, if any, was made anew.
  if (!stored || stored.body.at !== at) return;
  if (stored.body.state !== 'handed-over' || stored.body.reportBy === undefined) {
    const refused = { verdict: 'refused', refusal: 'other', reason: reason ?? 'withdrawn from the gateway' } as const;
    return void (await takeReport(stored, refused, services));
  }
  const { calendar, config } = await campaigns.load(campaign);
  await giveBack([outbox.giveUpMessage(stored)], reservationOf(stored.body, calendar), config.sending, services);
}
