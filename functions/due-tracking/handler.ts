import { lambdaTask } from '../lambda-task.ts';
import { dueTracking } from './run-action.ts';

export const handler = lambdaTask('due-tracking', dueTracking, process.env);
