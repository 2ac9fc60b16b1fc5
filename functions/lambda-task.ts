import { Logger } from '@aws-lambda-powertools/logger';
import type { ZodObject } from 'zod';
import { type Equipment, lambdaServices, tableEnvSchema } from './lambda-services.ts';
import { readEnv } from './read-env.ts';
import { taskHandler, type WorkflowTask } from './workflow-task.ts';

/** The Lambda of a task that a schedule or the workflow starts. Throws where the environment is not complete. */
export function lambdaTask<Schema extends ZodObject>(
  serviceName: string,
  task: WorkflowTask,
  equipment: Equipment<Schema>,
  env: Readonly<Record<string, unknown>>,
) {
  const own = readEnv(equipment.env, env);
  const services = lambdaServices(readEnv(tableEnvSchema, env), () => equipment.ports(own));
  return taskHandler(task, services, new Logger({ serviceName }));
}
