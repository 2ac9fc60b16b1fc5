import { hash } from 'node:crypto';
import { shortHash } from './keys.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The last of 22 digits holds two of the 128 random bits; its other four say where to look for the link. */
const RANDOM_BITS = 0b110000;
const PLACE_BITS = 0b001111;

const placeOf = (campaign: string): number => Number.parseInt(shortHash(campaign).slice(0, 1), 16);

/** A link's token: 128 random bits as 22 digits, and in what the last digit has left a hint at its campaign. */
export function linkToken(random: string, campaign: string): string {
  const last = ALPHABET.indexOf(random.slice(-1));
  return random.slice(0, -1) + ALPHABET.charAt((last & RANDOM_BITS) | placeOf(campaign));
}

/** Whether a token may be of a campaign's link: one campaign in sixteen is. */
export const mayBeOf = (token: string, campaign: string): boolean =>
  (ALPHABET.indexOf(token.slice(-1)) & PLACE_BITS) === placeOf(campaign);

/** What is kept of a token: 128 bits of its SHA-256. */
export const tokenHash = (token: string): string =>
  Buffer.from(hash('sha256', token, 'hex').slice(0, 32), 'hex').toString('base64url');
