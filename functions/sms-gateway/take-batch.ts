import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type GatewayOutcome, noteOutcome } from '../gateway-outcome.ts';
import { metricName } from '../metrics-line.ts';
import type { Services } from '../services.ts';
import type { TaskLogger } from '../workflow-task.ts';
import { readMessage } from './escalation-message.ts';
import { type GatewayTools, sendOnce } from './send-once.ts';

/**
 * Sends the escalations of a batch one by one and reports each to the outbox. What has to come again, and what is no
 * escalation, is named to the queue by itself; the others of the batch are done.
 */
export async function takeBatch(
  { Records }: SQSEvent,
  tools: GatewayTools,
  services: Services,
  logger: TaskLogger,
): Promise<SQSBatchResponse & { readonly counts: Readonly<Record<string, number>> }> {
  const failed: string[] = [];
  const counts: Record<string, number> = {};
  for (const record of Records) {
    try {
      for (const name of metricsOf(await take(record, tools, services, logger))) counts[name] = (counts[name] ?? 0) + 1;
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: 'unknown', message: String(error) };
      logger.error('message not done', { record: record.messageId, name, cause: message });
      failed.push(record.messageId);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })), counts };
}

/** A message counts by its verdict, and a refused one also by its kind, for the alarms. */
function metricsOf({ verdict, refusal }: GatewayOutcome): readonly string[] {
  const name = `Gateway${metricName(verdict)}`;
  return refusal ? [name, `${name}${metricName(refusal)}`] : [name];
}

async function take(
  record: SQSRecord,
  tools: GatewayTools,
  services: Services,
  logger: TaskLogger,
): Promise<GatewayOutcome> {
  const message = readMessage(record);
  const outcome = await sendOnce(message, Number(record.attributes.ApproximateReceiveCount), tools, services);
  const { verdict, reason, refusal } = outcome;
  logger.info('message at the gateway', { campaign: message.campaign, sms: message.id, verdict, reason, refusal });
  await noteOutcome(message, outcome, services);
  return outcome;
}
