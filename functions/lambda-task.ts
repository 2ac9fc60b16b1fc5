import { Logger } from '@aws-lambda-powertools/logger';
import { lambdaServices, readEnv, servicesEnvSchema } from './lambda-services.ts';
import { taskHandler, type WorkflowTask } from './workflow-task.ts';

/** The Lambda of a task that a schedule or the workflow starts. Throws where the environment is not complete. */
export const lambdaTask = (serviceName: string, task: WorkflowTask, env: Readonly<Record<string, unknown>>) =>
  taskHandler(task, lambdaServices(readEnv(servicesEnvSchema, env)), new Logger({ serviceName }));
