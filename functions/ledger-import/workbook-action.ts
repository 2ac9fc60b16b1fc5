import * as z from 'zod';
import type { Archive, Ids } from '../../shared/ports.ts';
import { type WorkflowTask, workflowTask } from '../workflow-task.ts';
import { dropSchema } from './drop.ts';
import type { DropSource } from './read-drop.ts';
import { unpackWorkbook } from './unpack-workbook.ts';

const actionSchema = z.strictObject({ action: z.literal('unpack'), ...dropSchema.shape });

/** Unpacks a dropped workbook, where its reader asks for that. */
export const workbookUnpacker = (
  source: () => DropSource,
): WorkflowTask<{ readonly archive: Archive; readonly ids: Ids }> =>
  workflowTask(actionSchema, ({ action: _, ...drop }, services) => unpackWorkbook(drop, source(), services));
