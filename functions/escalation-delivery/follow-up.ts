import { toMs } from '../../shared/domain/instant.ts';
import type { WriteAction } from '../../shared/ports.ts';
import type { Owed } from '../../shared/stores/escalation-entry.ts';
import {
  type Claim,
  claimId,
  isFree,
  isMessage,
  isTicket,
  type Message,
  type Stored,
} from '../../shared/stores/outbox.ts';
import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';
import { askGateway } from './ask-gateway.ts';

/** Longer than any delivery runs: what has been in flight since then belongs to one that died. */
export const DEAD_AFTER_MS = 15 * 60_000;

/**
 * `free`: nobody has claimed it, and it can be told. `busy`: another delivery is at it, or a gateway. `done`: it was told or dropped.
 * `unknown`: a delivery died while it was being sent; it counts as told, is shown to the office and never sent again by
 * itself. `lapsed`: a delivery died before it sent anything, or the message was given up; it is free again.
 */
export type Fate =
  | { readonly state: 'busy' | 'done' | 'unknown' }
  | { readonly state: 'free' | 'lapsed'; readonly owed: Owed };

/**
 * Finds out what became of an escalation that is still owed, and takes it off where that is certain. A delivery that
 * was at work less than `deadAfterMs` ago is left alone; where nobody else can be at work, give 0 for none of them,
 * whatever the clock says.
 */
export async function followUp(owed: Owed, deadAfterMs: number, services: Services): Promise<Fate> {
  const { outbox } = services;
  const claim = await outbox.claimOf(owed);
  if (!claim) return { state: 'free', owed };
  const { body, version } = claim;
  if (isFree(body)) return { state: 'free', owed: { ...owed, freeClaim: version } };
  const carrier = isTicket(body) ? await outbox.claimWith(owed.campaign, body.ticketOf) : claim;
  const message = carrier && messageOf(carrier);
  if (isTicket(body) && !message?.body.carries.some(({ id }) => id === owed.id)) {
    // A message is put last and whole: one that is there without this escalation, or was given up, will never carry it.
    const isGivenUp = carrier !== undefined && isFree(carrier.body) && carrier.body.at === body.at;
    const isVoid = message !== undefined || isGivenUp || isDead(body.at, deadAfterMs, services);
    return isVoid ? lapse(owed, version, services) : { state: 'busy' };
  }
  if (message && isAwaited(message.body)) {
    const isReported = message.body.reportBy <= services.clock.now() && (await askGateway(message.body, services));
    return isReported ? followUp(owed, deadAfterMs, services) : { state: 'busy' };
  }
  return concludeTold(owed, message, deadAfterMs, services);
}

/** Takes off what was told or dropped; a message whose delivery died while it was sent becomes unknown first. */
async function concludeTold(
  owed: Owed,
  message: Stored<Message> | undefined,
  deadAfterMs: number,
  services: Services,
): Promise<Fate> {
  const isSending = message?.body.state === 'sending';
  if (isSending && !isDead(message.body.at, deadAfterMs, services)) return { state: 'busy' };
  if (isSending && !(await tryWrite(services.items, [asUnknown(message, services)]))) return { state: 'busy' };
  await services.owed.settle(owed);
  return { state: isSending ? 'unknown' : 'done' };
}

async function lapse(owed: Owed, version: number, { items, outbox }: Services): Promise<Fate> {
  const isOurs = await tryWrite(items, [outbox.giveUp(owed.campaign, claimId(owed), version)]);
  return isOurs ? { state: 'lapsed', owed: { ...owed, freeClaim: version + 1 } } : { state: 'busy' };
}

/** Whether a gateway still has to report on a message. */
const isAwaited = (message: Message): message is Message & { readonly reportBy: string } =>
  message.state === 'handed-over' && message.reportBy !== undefined;

const messageOf = ({ body, version }: Stored<Claim>): Stored<Message> | undefined =>
  isMessage(body) ? { body, version } : undefined;

const isDead = (at: string, deadAfterMs: number, { clock }: Services): boolean =>
  deadAfterMs === 0 || toMs(at) <= toMs(clock.now()) - deadAfterMs;

const asUnknown = (message: Stored<Message>, { outbox }: Services): WriteAction =>
  outbox.rewriteMessage(message, { state: 'unknown', reason: 'interrupted while the carrier was sending' });
