import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { eachCampaign } from '../each-campaign.ts';
import { workflowTask } from '../workflow-task.ts';
import { deliver } from './deliver.ts';

/** Without a campaign: every one that is running, as the schedule asks each minute. */
const actionSchema = z.strictObject({ action: z.literal('deliver'), campaign: idSchema.optional() });

/** Tells what is owed in every campaign, or in one. Throws `PartlyFailed` once all is told that could be. */
export const escalationDelivery = workflowTask(actionSchema, ({ campaign }, services, timeLeft) =>
  eachCampaign(campaign, services, (seen) => deliver({ campaign: seen.head.id, seen, timeLeft }, services)),
);
