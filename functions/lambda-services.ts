import { type Equipment, onLambdaPorts, type TableEnv } from './lambda-ports.ts';
import { createServices, type Services } from './services.ts';

export { type Equipment, TABLE_ALONE, type TableEnv, tableEnvSchema } from './lambda-ports.ts';

/** The services on AWS, built at the first call. */
export const lambdaServices = (env: TableEnv, ports: () => ReturnType<Equipment['ports']>): (() => Promise<Services>) =>
  onLambdaPorts(env, ports, createServices);
