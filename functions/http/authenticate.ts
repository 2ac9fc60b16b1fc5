import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod';
import { toMs } from '../../shared/domain/instant.ts';
import type { Clock } from '../../shared/ports.ts';
import type { LinkBook } from '../../shared/stores/link-book.ts';
import type { Caller } from './caller.ts';
import { Fault } from './fault.ts';

/** Whose tokens are believed; the same check in both stages, only the issuer differs. */
export interface TokenTrust {
  readonly issuer: string;
  readonly audience: string;
  /** Pinned: a token of any other algorithm is refused. */
  readonly algorithm: 'EdDSA' | 'RS256';
  readonly key: JWTVerifyGetKey;
  /** By what the issuer dates its tokens, where that is not the stage's own clock. */
  readonly clock?: Clock;
}

/** Finds out who calls; undefined without credentials. Throws a `Fault` for credentials that don't hold. */
export type Authenticate = (
  authorization: string | undefined,
  known: { readonly clock: Clock; readonly links: LinkBook },
) => Promise<Caller | undefined>;

const campaigns = z.array(z.string().min(1)).optional();
/** `account` is its name in an identity service whose subjects are numbers that nobody can read. */
const account = z.string().min(1).optional();
const person = { sub: z.string().min(1), account, name: z.string().min(1), campaigns };
const claimsSchema = z.union([
  z.object({ ...person, role: z.enum(['office', 'inspector', 'auditor']) }),
  z.object({ ...person, role: z.literal('unit'), unit: z.string().min(1) }),
]);

/** Accepts `Bearer <JWT>` of a signed-in person and `Link <token>` of a unit that opened its SMS. */
export function createAuthenticate(trust: TokenTrust): Authenticate {
  return async (authorization, { clock, links }) => {
    if (!authorization) return undefined;
    const [scheme = '', credentials = ''] = authorization.split(' ', 2);
    switch (scheme.toLowerCase()) {
      case 'bearer':
        return callerOfToken(credentials, trust, clock);
      case 'link':
        return callerOfLink(credentials, links, clock);
      default:
        throw unauthenticated();
    }
  };
}

/** What to do without credentials, or with some that are forged, outdated or mutilated: all alike. */
export const unauthenticated = (): Fault =>
  new Fault(
    'unauthenticated',
    { zh: '未登录或登录已失效，请重新登录', en: 'you are not signed in, or no longer; sign in again' },
    { headers: { 'www-authenticate': 'Bearer' } },
  );

async function callerOfToken(token: string, trust: TokenTrust, clock: Clock): Promise<Caller> {
  const payload = await verify(token, trust, clock);
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) throw unauthenticated();
  const { sub, account: id = sub, ...caller } = claims.data;
  return { id, ...caller };
}

/** What is wrong with the token itself; a key server that can't be reached is our failure, not the caller's. */
const TOKEN_FAULTS = new Set([
  errors.JWTClaimValidationFailed.code,
  errors.JWTExpired.code,
  errors.JWTInvalid.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  errors.JWKSNoMatchingKey.code,
]);

async function verify(token: string, trust: TokenTrust, clock: Clock): Promise<unknown> {
  const { issuer, audience, algorithm, key } = trust;
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms: [algorithm],
      currentDate: new Date((trust.clock ?? clock).now()),
      requiredClaims: ['exp', 'sub'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError && TOKEN_FAULTS.has(error.code)) throw unauthenticated();
    throw error;
  }
}

async function callerOfLink(token: string, links: LinkBook, clock: Clock): Promise<Caller> {
  const link = await openLink(token, links, clock);
  return { role: 'unit', id: `link:${link.unit}`, name: link.unit, unit: link.unit, campaigns: [link.campaign] };
}

/** The link behind a token. Throws a `Fault`: unknown links read as not signed in, expired ones say so. */
export async function openLink(token: string, links: LinkBook, clock: Clock) {
  const link = token ? await links.find(token) : undefined;
  if (!link) throw unauthenticated();
  if (toMs(link.expiresAt) <= toMs(clock.now())) {
    throw new Fault('link-expired', {
      zh: '该链接已过期，请使用最新短信中的链接，或联系专项行动办公室',
      en: 'this link has expired; use the one in the newest SMS, or ask the campaign office',
    });
  }
  return link;
}
