import { createSign } from 'node:crypto';
import type { HttpEvent } from '../../functions/http/call.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';
import { type Ask, buildEvent } from '../support/test-api.ts';
import { ISSUER_KEYS } from './cloud/recorders.ts';
import { ENVIRONMENT } from './stage.ts';

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token as the directory issues it; the unit speaks for street-east. */
function tokenOf(role: AccessRole): string {
  const claims = { sub: `${role}-1`, name: `${role}-1`, role, ...(role === 'unit' && { unit: 'street-east' }) };
  const known = {
    iss: ENVIRONMENT.TOKEN_ISSUER,
    aud: ENVIRONMENT.TOKEN_AUDIENCE,
    exp: Date.parse('2027-01-01') / 1000,
  };
  const text = `${encode({ alg: 'RS256', kid: 'K1' })}.${encode({ ...claims, ...known })}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(ISSUER_KEYS.privateKey, 'base64url')}`;
}

/** A request of API Gateway's by somebody of that role: `asCaller('office', 'GET /campaigns')`. */
export const asCaller = (role: AccessRole, request: string, ask: Omit<Ask, 'as'> = {}): HttpEvent =>
  buildEvent(request, ask, `Bearer ${tokenOf(role)}`);
