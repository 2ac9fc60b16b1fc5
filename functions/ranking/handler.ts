import { DOCUMENTS } from '../lambda-archive.ts';
import { lambdaTask } from '../lambda-task.ts';
import { ranking } from './run-action.ts';

export const handler = lambdaTask('ranking', ranking, DOCUMENTS, process.env);
