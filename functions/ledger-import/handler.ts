import { IMPORTS } from '../lambda-imports.ts';
import { lambdaTask } from '../lambda-task.ts';
import { ledgerImport } from './run-action.ts';

export const handler = lambdaTask('ledger-import', ledgerImport, IMPORTS, process.env);
