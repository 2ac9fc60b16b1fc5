import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { RUNGS } from '../../shared/domain/campaign/vocabulary.ts';
import { TEMPLATE_PARAMS } from '../../shared/domain/escalation/template-params.ts';

/** An escalation as the topic carries it. */
const messageSchema = z.object({
  id: z.string().min(1),
  at: z.iso.datetime(),
  to: z.string().min(1),
  campaign: z.string().min(1),
  rung: z.enum(RUNGS),
  params: z.record(z.enum(TEMPLATE_PARAMS), z.string()),
});
export type EscalationMessage = z.infer<typeof messageSchema>;

/** What the topic puts around a message, unless the subscription asks for raw delivery. */
const envelopeSchema = z.object({ Type: z.literal('Notification'), Message: z.string() });

/** A record of the queue that is no escalation: something else was connected to it. It says nothing of the content. */
export class UnknownMessage extends Error {
  override readonly name = 'UnknownMessage';
  constructor(messageId: string) {
    super(`record ${messageId} is no escalation; look at what else sends to this queue`);
  }
}

/** The escalation in a record of the queue, delivered raw or in the topic's envelope. Throws `UnknownMessage`. */
export function readMessage({ messageId, body }: Pick<SQSRecord, 'messageId' | 'body'>): EscalationMessage {
  const outer = parseJson(body);
  const envelope = envelopeSchema.safeParse(outer);
  const parsed = messageSchema.safeParse(envelope.success ? parseJson(envelope.data.Message) : outer);
  if (!parsed.success) throw new UnknownMessage(messageId);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
