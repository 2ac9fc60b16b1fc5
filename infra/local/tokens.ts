import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { TokenTrust } from '../../functions/http/authenticate.ts';
import { HOUR_MS, type Instant, toInstant, toMs } from '../../shared/domain/instant.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Account } from '../../shared/stores/account-book.ts';

const ISSUER = 'hundred-days-local';
const AUDIENCE = 'hundred-days';
const ALGORITHM = 'EdDSA';
const LIFE_MS = 8 * HOUR_MS;

/** Signs the tokens of the embedded stage, and says how to check them. */
export interface TokenIssuer {
  readonly trust: TokenTrust;
  /** A token for a working day. */
  issue(account: Account): Promise<{ readonly token: string; readonly expiresAt: Instant }>;
}

/** An issuer on the key in the data folder, which is made at the first start and readable by its owner alone. */
export function createTokenIssuer(folder: string, clock: Clock): TokenIssuer {
  const privateKey = loadKey(join(folder, 'token-key.pem'));
  const publicKey = createPublicKey(privateKey);
  return {
    trust: { issuer: ISSUER, audience: AUDIENCE, algorithm: ALGORITHM, key: async () => publicKey },
    async issue({ name, displayName, role, unit, campaigns }) {
      const issuedAt = toMs(clock.now());
      const expiresAt = issuedAt + LIFE_MS;
      const token = await new SignJWT({
        name: displayName,
        role,
        ...(unit && { unit }),
        ...(campaigns && { campaigns }),
      })
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(name)
        .setIssuedAt(Math.floor(issuedAt / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(privateKey);
      return { token, expiresAt: toInstant(expiresAt) };
    },
  };
}

function loadKey(file: string): KeyObject {
  if (!existsSync(file)) makeKey(file);
  chmodSync(file, 0o600);
  return createPrivateKey(readFileSync(file));
}

/** Written aside and linked into place: a start that is cut short leaves no half key, and of two starts one wins. */
function makeKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${file}.${randomUUID()}`;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
}
