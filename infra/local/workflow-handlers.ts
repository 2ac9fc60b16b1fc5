import { bulletinPublishing } from '../../functions/bulletin-publishing/run-action.ts';
import { campaignPhase } from '../../functions/campaign-phase/run-action.ts';
import { ranking } from '../../functions/ranking/run-action.ts';
import type { Services } from '../../functions/services.ts';
import type { WorkflowHandlers } from './workflow.ts';

/** The workflow's functions on the embedded stage, in this process. */
export const workflowHandlers = (services: Services): WorkflowHandlers => ({
  CampaignPhase: (event) => campaignPhase(event, services),
  Ranking: (event) => ranking(event, services),
  BulletinPublishing: (event) => bulletinPublishing(event, services),
});
