import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import { PHASES } from '../../shared/domain/campaign/vocabulary.ts';
import { workflowTask } from '../workflow-task.ts';
import { assessGateEntry } from './assess-gate.ts';
import { conclude } from './conclude.ts';
import { finishEntry } from './finish-entry.ts';
import { nextEntry } from './next-entry.ts';
import { taskDue } from './task-due.ts';

const campaign = idSchema;
const entry = z.string().min(1).max(200);
const revision = z.int().min(1);

const actionSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('next'), campaign, revision, phase: z.enum(PHASES) }),
  z.strictObject({ action: z.literal('gate'), campaign, revision, entry }),
  z.strictObject({ action: z.literal('task'), campaign, entry }),
  z.strictObject({ action: z.literal('finish'), campaign, entry }),
  z.strictObject({ action: z.literal('conclude'), campaign, entry }),
]);

/** Walks a campaign through its agenda, as the workflow asks. */
export const campaignPhase = workflowTask(actionSchema, (action, services) => {
  switch (action.action) {
    case 'next':
      return nextEntry(action, services);
    case 'gate':
      return assessGateEntry(action, services);
    case 'task':
      return taskDue(action, services);
    case 'finish':
      return finishEntry(action, services);
    case 'conclude':
      return conclude(action, services);
    default:
      return action satisfies never;
  }
});
