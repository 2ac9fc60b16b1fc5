import { toMs } from '../../shared/domain/instant.ts';
import type { Clock, Ids } from '../../shared/ports.ts';
import type { GatewayBook, GatewayMark } from '../../shared/stores/gateway-book.ts';
import type { Report } from '../take-report.ts';
import type { Templates } from './env.ts';
import type { EscalationMessage } from './escalation-message.ts';
import { type Line, NoConnection } from './line.ts';
import type { Answer, Provider } from './provider.ts';

export interface GatewayTools {
  readonly provider: Provider;
  readonly templates: Templates;
  readonly line: Line;
  readonly book: GatewayBook;
  readonly clock: Clock;
  readonly ids: Ids;
  /** How often the queue hands over a message before it gives up on it. */
  readonly maxAttempts: number;
}

/** Nothing was sent for now; the queue has to bring the message again. */
export class SendLater extends Error {
  override readonly name = 'SendLater';
}

/** Longer than a function of the gateway's may run: a claim from before then belongs to one that died. */
const DEAD_AFTER_MS = 5 * 60_000;

/**
 * Gives a message to the gateway, once however often the queue brings it: a mark is written before. Gives what is to be
 * reported of it; of one that was under way when its function died that it is unknown. Throws `SendLater` where nothing
 * was sent and trying again may do, except at the last attempt, when the message counts as refused.
 */
export async function sendOnce(message: EscalationMessage, attempt: number, tools: GatewayTools): Promise<Report> {
  const { book, clock, maxAttempts } = tools;
  const { campaign, id } = message;
  const before = await book.find(campaign, id);
  if (before) return settled(before.body, message, tools);
  await book.claim(campaign, id, clock.now());
  const answer = await ask(message, tools);
  if (answer.kind === 'busy' && attempt < maxAttempts) {
    await book.lift(campaign, id);
    throw new SendLater(`the gateway takes nothing for now (${answer.code}); message ${id} is tried again`);
  }
  const mark: GatewayMark = { at: clock.now(), ...markOf(answer) };
  await book.settle(campaign, id, mark);
  return reportOf(mark);
}

async function settled(mark: GatewayMark, { campaign, id }: EscalationMessage, { book, clock }: GatewayTools) {
  if (mark.state !== 'claimed') return reportOf(mark);
  if (toMs(clock.now()) - toMs(mark.at) < DEAD_AFTER_MS) {
    throw new SendLater(`message ${id} is being sent by somebody else; its outcome is asked for again`);
  }
  const dead: GatewayMark = { state: 'unknown', at: mark.at, reason: 'interrupted while the gateway was sending' };
  await book.settle(campaign, id, dead);
  return reportOf(dead);
}

async function ask(
  message: EscalationMessage,
  { provider, templates, line, clock, ids }: GatewayTools,
): Promise<Answer> {
  const template = templates[message.rung] ?? templates.default;
  if (!template) return { kind: 'refused', code: `no template for the rung ${message.rung}`, refusal: 'template' };
  const { campaign, id, to } = message;
  const params = template.params.map(({ name, value }) => ({ name, value: message.params[value] ?? '' }));
  const sms = { reference: `${campaign}/${id}`, to, template: template.id, params };
  try {
    return provider.read(await line(provider.request(sms, clock.now(), ids.token())));
  } catch (error) {
    if (error instanceof NoConnection) return { kind: 'busy', code: error.message };
    // An answer that can't be read may hold the number; its own words stay out of the reason.
    const reason =
      error instanceof Error && error.name === 'Error' ? error.message : 'an answer that is not documented';
    return { kind: 'unknown', reason };
  }
}

function markOf(outcome: Answer): Omit<GatewayMark, 'at'> {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'accepted', carrierId: outcome.carrierId };
    case 'refused':
      return { state: 'refused', reason: outcome.code, refusal: outcome.refusal };
    case 'busy':
      return { state: 'refused', reason: outcome.code, refusal: 'quota' };
    case 'unknown':
      return { state: 'unknown', reason: outcome.reason };
  }
}

function reportOf({ state, at: _, ...rest }: GatewayMark): Report {
  return { ...rest, verdict: state === 'claimed' ? 'unknown' : state };
}
