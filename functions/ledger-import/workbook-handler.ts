import { Logger } from '@aws-lambda-powertools/logger';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { createSystemIds } from '../../shared/adapters/system-ids.ts';
import { importBucketEnvSchema, lambdaDropSource, lambdaImportArchive } from '../lambda-imports.ts';
import { readEnv } from '../read-env.ts';
import { taskHandler } from '../workflow-task.ts';
import { workbookUnpacker } from './workbook-action.ts';

const env = readEnv(importBucketEnvSchema, process.env);
const ids = createSystemIds(systemClock);

/** It knows the bucket and no table: workbooks come from outside, and their reader is the largest of all. */
export const handler = taskHandler(
  workbookUnpacker(lambdaDropSource(process.env)),
  () => ({ archive: lambdaImportArchive(env), ids }),
  new Logger({ serviceName: 'ledger-workbook' }),
);
