import { Logger } from '@aws-lambda-powertools/logger';
import { createCampaignRegistry } from '../../shared/stores/campaign-registry.ts';
import { IMPORTS, lambdaDropSource } from '../lambda-imports.ts';
import { onLambdaPorts } from '../lambda-ports.ts';
import { readEnv } from '../read-env.ts';
import { taskHandler } from '../workflow-task.ts';
import { ledgerReader } from './read-action.ts';

const env = readEnv(IMPORTS.env, process.env);
/** Beside what reads files there is room for one store: units and categories are all it needs of a campaign. */
const services = onLambdaPorts(
  env,
  () => IMPORTS.ports(env),
  (ports) => ({ ...ports, registry: createCampaignRegistry(ports.items) }),
);

export const handler = taskHandler(
  ledgerReader(lambdaDropSource(process.env)),
  services,
  new Logger({ serviceName: 'ledger-reader' }),
);
