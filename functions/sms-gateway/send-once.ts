import type { Clock, Ids } from '../../shared/ports.ts';
import { type GatewayBook, type GatewayMark, isUnderWay } from '../../shared/stores/gateway-book.ts';
import { type GatewayOutcome, interrupted, outcomeOf } from '../gateway-outcome.ts';
import type { Services } from '../services.ts';
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

/**
 * Gives a message to the gateway, once however often the queue brings it: a mark is written before. Gives what became of
 * it; of one that was under way when its function died that it is unknown. Throws `SendLater` where nothing was sent and
 * the queue may bring it again. At the last attempt, and at once where nobody may be told now, the message is withdrawn.
 */
export async function sendOnce(
  message: EscalationMessage,
  attempt: number,
  tools: GatewayTools,
  services: Services,
): Promise<GatewayOutcome> {
  const { book, clock, maxAttempts } = tools;
  const before = await book.find(message);
  if (before) return settled(before.body, message, tools);
  if (!(await mayBeTold(message, services))) {
    const mark: GatewayMark = { state: 'withdrawn', at: clock.now(), reason: 'nobody may be told now' };
    await book.withdraw(message, mark);
    return outcomeOf(mark);
  }
  await book.claim(message, clock.now());
  const answer = await ask(message, tools);
  if (answer.kind === 'busy' && attempt < maxAttempts) {
    await book.lift(message);
    throw new SendLater(`the gateway takes nothing for now (${answer.code}); message ${message.id} is tried again`);
  }
  const mark: GatewayMark = { at: clock.now(), ...markOf(answer) };
  await book.settle(message, mark);
  return outcomeOf(mark);
}

/** A message may have waited in the queue into the night, or until its campaign was paused. */
async function mayBeTold({ campaign }: EscalationMessage, { campaigns, clock }: Services): Promise<boolean> {
  const { head, window } = await campaigns.load(campaign);
  const now = clock.now();
  return head.status === 'running' && window.releaseAt(now) === now;
}

async function settled(mark: GatewayMark, message: EscalationMessage, { book, clock }: GatewayTools) {
  if (isUnderWay(mark, clock.now())) {
    throw new SendLater(`message ${message.id} is being sent by somebody else; its outcome is asked for again`);
  }
  if (mark.state !== 'claimed') return outcomeOf(mark);
  await book.settle(message, interrupted(mark));
  return outcomeOf(interrupted(mark));
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
      return { state: 'withdrawn', reason: outcome.code };
    case 'unknown':
      return { state: 'unknown', reason: outcome.reason };
  }
}
