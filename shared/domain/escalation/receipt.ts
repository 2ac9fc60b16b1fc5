/** What a gateway or carrier reports of a message after it was handed over. */
export const VERDICTS = ['accepted', 'refused', 'unknown', 'delivered', 'failed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * How a message stands. `sending`: it is being handed to the carrier; a crash here leaves it `unknown`, shown to the office
 * and never sent again by itself. `handed-over`: it is on its way to a gateway, which has not said yet whether it takes it.
 * `sent`: the carrier took it. `refused`: the carrier said no.
 * `delivered` and `failed`: the telephone has it, or will not get it, as the carrier reports later.
 */
export const MESSAGE_STATES = ['sending', 'handed-over', 'sent', 'delivered', 'failed', 'refused', 'unknown'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** From which states a verdict leads on, and whereto; from any other it changes nothing. */
const STEPS: Readonly<Record<Verdict, { readonly from: readonly MessageState[]; readonly to: MessageState }>> = {
  accepted: { from: ['handed-over', 'unknown'], to: 'sent' },
  refused: { from: ['handed-over', 'sent', 'unknown'], to: 'refused' },
  unknown: { from: ['handed-over'], to: 'unknown' },
  failed: { from: ['handed-over', 'sent', 'unknown'], to: 'failed' },
  // A telephone that has the message outweighs everything that was said before.
  delivered: { from: ['handed-over', 'sent', 'unknown', 'refused', 'failed'], to: 'delivered' },
};

/** The state after a report, which may come late, twice or out of order; undefined where it changes nothing. */
export function stateAfter(state: MessageState, verdict: Verdict): MessageState | undefined {
  const { from, to } = STEPS[verdict];
  return from.includes(state) ? to : undefined;
}

export interface MessageTotals {
  /** Handed over, whatever came or will come of it. */
  readonly attempted: number;
  /** Taken by the carrier. */
  readonly accepted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly refused: number;
  readonly unknown: number;
}

/** Messages by how far they came; one that is delivered was accepted and attempted too. */
export function totalsOf(counts: Readonly<Record<MessageState, number>>): MessageTotals {
  const { sending, sent, delivered, failed, refused, unknown } = counts;
  const accepted = sent + delivered + failed;
  const open = sending + counts['handed-over'] + unknown;
  return { attempted: accepted + open + refused, accepted, delivered, failed, refused, unknown };
}
