import { DOCUMENTS } from '../lambda-archive.ts';
import { lambdaTask } from '../lambda-task.ts';
import { bulletinPublishing } from './run-action.ts';

export const handler = lambdaTask('bulletin-publishing', bulletinPublishing, DOCUMENTS, process.env);
