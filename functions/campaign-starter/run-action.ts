import * as z from 'zod';
import type { Workflows } from '../../shared/ports.ts';
import { type WorkflowTask, workflowTask } from '../workflow-task.ts';
import { startMissing } from './start-missing.ts';

const actionSchema = z.strictObject({ action: z.literal('start') });

/** Starts what the running campaigns lack, as the schedule asks every few minutes. */
export const campaignStarter = (workflows: () => Workflows): WorkflowTask =>
  workflowTask(actionSchema, (_, { registry, clock }) => startMissing({ registry, clock, workflows: workflows() }));
