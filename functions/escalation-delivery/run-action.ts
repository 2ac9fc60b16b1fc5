import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { workflowTask } from '../workflow-task.ts';
import { type DeliveryReport, deliver } from './deliver.ts';
import { recover } from './recover.ts';

/** Without a campaign: every one that is running, as the schedule asks each minute. */
const actionSchema = z.strictObject({ action: z.literal('deliver'), campaign: idSchema.optional() });

/** Longer than any delivery runs: what is in flight since then belongs to one that died. */
const DEAD_AFTER_MS = 15 * 60_000;

type Report = DeliveryReport & Awaited<ReturnType<typeof recover>>;

/** Looks after what a dead delivery left in flight, then sends what the outboxes release. */
export const escalationDelivery = workflowTask(actionSchema, async ({ campaign }, services) => {
  const reports: Record<string, Report> = {};
  const heads = await services.registry.list();
  const wanted = heads.filter(({ id, status }) => (campaign ? id === campaign : status === 'running'));
  for (const { id } of wanted) {
    const recovered = await recover({ campaign: id, olderThanMs: DEAD_AFTER_MS }, services);
    const delivered = await deliver({ campaign: id }, services);
    reports[id] = { ...delivered, ...recovered, unknown: delivered.unknown + recovered.unknown };
  }
  return reports;
});
