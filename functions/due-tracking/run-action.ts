import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { eachCampaign } from '../each-campaign.ts';
import { workflowTask } from '../workflow-task.ts';
import { sweep } from './sweep.ts';

/** Without a campaign: every one that is running, as the schedule asks each minute. */
const actionSchema = z.strictObject({ action: z.literal('sweep'), campaign: idSchema.optional() });

/** Sweeps campaigns for what has fallen due. Throws `PartlyFailed` once all is swept that could be. */
export const dueTracking = workflowTask(actionSchema, ({ campaign }, services, timeLeft) =>
  eachCampaign(campaign, services, (seen) => sweep({ campaign: seen.head.id, seen, timeLeft }, services)),
);
