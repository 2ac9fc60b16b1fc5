import { lambdaTask } from '../lambda-task.ts';
import { lambdaWorkflows, WORKFLOWS } from '../lambda-workflows.ts';
import { campaignStarter } from './run-action.ts';

const task = campaignStarter(lambdaWorkflows(process.env));

export const handler = lambdaTask('campaign-starter', task, WORKFLOWS, process.env);
