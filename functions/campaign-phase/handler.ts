import { TABLE_ALONE } from '../lambda-services.ts';
import { lambdaTask } from '../lambda-task.ts';
import { campaignPhase } from './run-action.ts';

export const handler = lambdaTask('campaign-phase', campaignPhase, TABLE_ALONE, process.env);
