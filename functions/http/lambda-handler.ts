import { Logger } from '@aws-lambda-powertools/logger';
import { createRemoteJWKSet } from 'jose';
import * as z from 'zod';
import { lambdaServices, readEnv, servicesEnvSchema } from '../lambda-services.ts';
import { createAuthenticate } from './authenticate.ts';
import { type HttpHandler, httpHandler } from './http-handler.ts';
import type { Route } from './route.ts';

/** The environment of a function that answers HTTP. */
export const httpEnvSchema = servicesEnvSchema.extend({
  /** The identity service, which publishes its keys under /.well-known/jwks.json. */
  TOKEN_ISSUER: z.url(),
  TOKEN_AUDIENCE: z.string().min(1),
});

/** The Lambda of a table of routes. Throws where the environment is not complete. */
export function lambdaHandler(
  serviceName: string,
  routes: readonly Route[],
  env: Readonly<Record<string, unknown>>,
): HttpHandler {
  const { TOKEN_ISSUER, TOKEN_AUDIENCE, ...rest } = readEnv(httpEnvSchema, env);
  const authenticate = createAuthenticate({
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    algorithm: 'RS256',
    key: createRemoteJWKSet(new URL(`${TOKEN_ISSUER}/.well-known/jwks.json`)),
  });
  return httpHandler(routes, { services: lambdaServices(rest), authenticate, logger: new Logger({ serviceName }) });
}
