import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordHash } from '../../shared/stores/account-book.ts';

export type PasswordCost = PasswordHash['cost'];

/** What OWASP's password storage advice asks of scrypt at 32 MB a hash. */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };

const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Hashes a password with a salt of its own. */
export async function hashPassword(password: string, cost: PasswordCost = PASSWORD_COST): Promise<PasswordHash> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return { salt: salt.toString('base64'), key: key.toString('base64'), cost };
}

/** Whether a password is the one that was hashed; takes as long for a wrong one. */
export async function matchesPassword(password: string, { salt, key, cost }: PasswordHash): Promise<boolean> {
  const derived = await derive(password, Buffer.from(salt, 'base64'), cost);
  return timingSafeEqual(derived, Buffer.from(key, 'base64'));
}

/** Composed first, since keyboards write the same letters in different ways. */
function derive(password: string, salt: Uint8Array, cost: PasswordCost): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r + 2 ** 20 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
