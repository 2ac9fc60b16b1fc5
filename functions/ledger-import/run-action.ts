import * as z from 'zod';
import { type WorkflowTask, workflowTask } from '../workflow-task.ts';
import { takeInChunk } from './take-in-chunk.ts';
import { writeReport } from './write-report.ts';

const id = z.string().regex(/^[0-9a-f]{16}$/);
const actionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('takeIn'), import: id, chunk: z.string().regex(/^\d{5}$/) }),
  z.strictObject({ action: z.literal('report'), import: id }),
]);

/** Takes in the chunks of an import, one at a time, and writes its report. */
export const ledgerImport: WorkflowTask = workflowTask(actionSchema, (action, services) => {
  switch (action.action) {
    case 'takeIn':
      return takeInChunk(action.import, action.chunk, services);
    case 'report':
      return writeReport(action.import, services.archive);
    default:
      return action satisfies never;
  }
});
