import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { workflowTask } from '../workflow-task.ts';
import { type SweepReport, sweep } from './sweep.ts';

/** Without a campaign: every one that is running, as the schedule asks each minute. */
const actionSchema = z.strictObject({ action: z.literal('sweep'), campaign: idSchema.optional() });

/** Sweeps campaigns for what has fallen due. */
export const dueTracking = workflowTask(actionSchema, async ({ campaign }, services) => {
  const reports: Record<string, SweepReport> = {};
  const heads = await services.registry.list();
  const wanted = heads.filter(({ id, status }) => (campaign ? id === campaign : status === 'running'));
  for (const head of wanted) reports[head.id] = await sweep({ campaign: head.id, head }, services);
  return reports;
});
