import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { PERIODS } from '../../shared/domain/campaign/vocabulary.ts';
import { workflowTask } from '../workflow-task.ts';
import { publishBulletin } from './publish-bulletin.ts';

const actionSchema = z.strictObject({
  action: z.literal('publish'),
  campaign: idSchema,
  kind: z.enum([...PERIODS, 'phase']),
  key: z.string().min(1).max(20),
});

/** Publishes the bulletins of windows and phases, as the workflow asks. */
export const bulletinPublishing = workflowTask(actionSchema, async ({ action: _, ...subject }, services) => {
  const { number, files } = await publishBulletin(subject, services);
  return { number, files: files.length };
});
