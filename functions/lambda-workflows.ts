import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { createSfnWorkflows } from '../shared/adapters/sfn-workflows.ts';
import type { Workflows } from '../shared/ports.ts';
import { CLIENT_TIMEOUTS } from './client-timeouts.ts';
import { type Equipment, tableEnvSchema } from './lambda-services.ts';
import { readEnv } from './read-env.ts';

const workflowsEnvSchema = tableEnvSchema.extend({ STATE_MACHINE_ARN: z.string().min(1) });

/** The environment of a function that starts executions. */
export const WORKFLOWS: Equipment<typeof workflowsEnvSchema> = { env: workflowsEnvSchema, ports: () => ({}) };

/** The workflow's executions on AWS; its client is built at the first call. */
export function lambdaWorkflows(env: Readonly<Record<string, unknown>>): () => Workflows {
  let workflows: Workflows | undefined;
  return () => {
    const { STATE_MACHINE_ARN } = readEnv(workflowsEnvSchema, env);
    const client = () => new SFNClient({ requestHandler: CLIENT_TIMEOUTS });
    workflows ??= createSfnWorkflows({ client: client(), stateMachine: STATE_MACHINE_ARN });
    return workflows;
  };
}
