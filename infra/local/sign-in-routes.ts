import * as z from 'zod';
import { defineRoute, type Route } from '../../functions/http/route.ts';
import { ACCESS_ROLES } from '../../shared/domain/campaign/vocabulary.ts';
import type { Accounts } from './accounts.ts';
import type { TokenIssuer } from './tokens.ts';

const signInSchema = z.strictObject({ name: z.string().min(1).max(64), password: z.string().min(1).max(200) });

const signedInSchema = z.strictObject({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  name: z.string(),
  role: z.enum(ACCESS_ROLES),
  unit: z.string().optional(),
});

/** Signing in with a name and a password; in the cloud the identity service does this. */
export const signInRoutes = (accounts: Accounts, issuer: TokenIssuer): readonly Route[] => [
  defineRoute({
    method: 'POST',
    path: '/sign-in',
    operationId: 'signIn',
    summary: { zh: '登录，取得八小时有效的令牌', en: 'Sign in for a token that lasts eight hours' },
    access: 'public',
    body: { json: signInSchema },
    maxBody: 4096,
    replies: { 200: signedInSchema },
    async handle({ body }) {
      const account = await accounts.signIn(body.name, body.password);
      const { displayName, role, unit } = account;
      return {
        status: 200,
        body: { ...(await issuer.issue(account)), name: displayName, role, ...(unit && { unit }) },
      };
    },
  }),
];
