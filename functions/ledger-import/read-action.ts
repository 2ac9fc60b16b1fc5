import * as z from 'zod';
import { type WorkflowTask, workflowTask } from '../workflow-task.ts';
import { dropSchema } from './drop.ts';
import { type DropSource, type ReaderServices, readDrop } from './read-drop.ts';

const actionSchema = z.strictObject({ action: z.literal('read'), ...dropSchema.shape });

/** Reads a dropped ledger, as the notice of the bucket asks. */
export const ledgerReader = (source: () => DropSource): WorkflowTask<ReaderServices> =>
  workflowTask(actionSchema, ({ action: _, ...drop }, services) => readDrop(drop, source(), services));
