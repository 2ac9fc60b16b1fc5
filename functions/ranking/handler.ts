import { lambdaTask } from '../lambda-task.ts';
import { ranking } from './run-action.ts';

export const handler = lambdaTask('ranking', ranking, process.env);
