import { TABLE_ALONE } from '../lambda-services.ts';
import { lambdaTask } from '../lambda-task.ts';
import { dueTracking } from './run-action.ts';

export const handler = lambdaTask('due-tracking', dueTracking, TABLE_ALONE, process.env);
