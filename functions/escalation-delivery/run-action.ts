import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { workflowTask } from '../workflow-task.ts';
import { type DeliveryReport, deliver } from './deliver.ts';

/** Without a campaign: every one that is running, as the schedule asks each minute. */
const actionSchema = z.strictObject({ action: z.literal('deliver'), campaign: idSchema.optional() });

/** Tells what is owed in every campaign, or in one. */
export const escalationDelivery = workflowTask(actionSchema, async ({ campaign }, services) => {
  const reports: Record<string, DeliveryReport> = {};
  const at = services.clock.now();
  const heads = await services.registry.list();
  const wanted = heads.filter(({ id, status }) => (campaign ? id === campaign : status === 'running'));
  for (const head of wanted) reports[head.id] = await deliver({ campaign: head.id, seen: { head, at } }, services);
  return reports;
});
