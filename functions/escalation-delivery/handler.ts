import { lambdaTask } from '../lambda-task.ts';
import { escalationDelivery } from './run-action.ts';

export const handler = lambdaTask('escalation-delivery', escalationDelivery, process.env);
