import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Refusal } from '../../shared/ports.ts';
import type { Report } from '../take-report.ts';
import { numberForms, type Receipt } from './receipt.ts';

/** A line of the log in which SNS notes what became of an SMS to a number. */
const lineSchema = z.object({
  notification: z.object({ messageId: z.string() }),
  delivery: z.object({ destination: z.string(), providerResponse: z.string().default('') }),
  status: z.enum(['SUCCESS', 'FAILURE']),
});

/** What a subscription to a log group brings, packed. */
const subscriptionSchema = z.object({
  messageType: z.string(),
  logEvents: z.array(z.object({ message: z.string() })),
});

/** SNS takes a message first and finds out after that it may not send it: these were refused, nothing went out. */
const REFUSED: ReadonlyArray<readonly [RegExp, Refusal]> = [
  [/no quota left for account/i, 'spend-limit'],
  [/opted out|blocked list/i, 'opted-out'],
  [/rate exceeded|quota/i, 'quota'],
];

/** A subscription's data is a gzip of at most so much: CloudWatch sends batches of at most 1 MB. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The receipts in a batch of SNS's delivery log. Throws where the batch is none; a line that is none is left aside. */
export function readSnsLog(data: string): readonly Receipt[] {
  const text = gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: MOST_BYTES }).toString('utf8');
  const { messageType, logEvents } = subscriptionSchema.parse(JSON.parse(text));
  return messageType === 'DATA_MESSAGE' ? logEvents.flatMap(({ message }) => readLine(message)) : [];
}

function readLine(text: string): readonly Receipt[] {
  const parsed = lineSchema.safeParse(parseJson(text));
  if (!parsed.success) return [];
  const { notification, delivery, status } = parsed.data;
  const report = status === 'SUCCESS' ? ({ verdict: 'delivered' } as const) : failure(delivery.providerResponse);
  return [{ carrierId: notification.messageId, numbers: numberForms(delivery.destination), report }];
}

function failure(reason: string): Report {
  const refusal = REFUSED.find(([words]) => words.test(reason))?.[1];
  return refusal ? { verdict: 'refused', reason, refusal } : { verdict: 'failed', reason };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
