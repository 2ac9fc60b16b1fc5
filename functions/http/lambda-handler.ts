import { Logger } from '@aws-lambda-powertools/logger';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { type Equipment, lambdaServices, tableEnvSchema } from '../lambda-services.ts';
import { readEnv } from '../read-env.ts';
import { createAuthenticate } from './authenticate.ts';
import { type HttpHandler, httpHandler } from './http-handler.ts';
import type { Route } from './route.ts';

/** What a function that answers HTTP needs beside its equipment. */
export const tokenEnvSchema = z.object({
  /** What stands in a token as its issuer. */
  TOKEN_ISSUER: z.url(),
  /** Where the issuer publishes its keys. */
  TOKEN_KEYS: z.url(),
  TOKEN_AUDIENCE: z.string().min(1),
});

/** The Lambda of a table of routes. Throws where the environment is not complete. */
export function lambdaHandler<Schema extends z.ZodObject>(
  serviceName: string,
  routes: readonly Route[],
  equipment: Equipment<Schema>,
  env: Readonly<Record<string, unknown>>,
): HttpHandler {
  const { TOKEN_ISSUER, TOKEN_KEYS, TOKEN_AUDIENCE, ...table } = readEnv(
    tableEnvSchema.extend(tokenEnvSchema.shape),
    env,
  );
  const own = readEnv(equipment.env, env);
  const authenticate = createAuthenticate({
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    algorithm: 'RS256',
    key: remoteKeys(TOKEN_KEYS),
    clock: systemClock,
  });
  const services = lambdaServices(table, () => equipment.ports(own));
  return httpHandler(routes, { services, authenticate, logger: new Logger({ serviceName }) });
}

/** The published keys, once the first token comes: what fetches them takes a quarter of a start to load. */
function remoteKeys(address: string): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined;
  return (header, token) => {
    keys ??= createRemoteJWKSet(new URL(address));
    return keys(header, token);
  };
}
