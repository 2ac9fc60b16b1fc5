import { lambdaTask } from '../lambda-task.ts';
import { campaignPhase } from './run-action.ts';

export const handler = lambdaTask('campaign-phase', campaignPhase, process.env);
