import { CARRIER } from '../lambda-carrier.ts';
import { lambdaTask } from '../lambda-task.ts';
import { escalationDelivery } from './run-action.ts';

export const handler = lambdaTask('escalation-delivery', escalationDelivery, CARRIER, process.env);
