import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

const claimsSchema = z.object({
  path: z.string(),
  type: z.string(),
  length: z.number(),
  sha256: z.string(),
  expiresAt: z.iso.datetime(),
});

/** What an upload was allowed for, and until when. */
export type UploadClaims = z.infer<typeof claimsSchema>;

/** Two parts in base64url, of a length that fits an address. */
export const ticketSchema = z.string().regex(/^[\w-]{1,800}\.[\w-]{43}$/);

/** Permissions that carry their own terms, signed so that nobody can change them. */
export interface Tickets {
  write(claims: UploadClaims): string;
  /** The terms; nothing where the ticket was not written with this key. */
  read(ticket: string): UploadClaims | undefined;
}

/** Tickets signed with a key (HMAC with SHA-256). */
export function createTickets(key: Uint8Array): Tickets {
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    write(claims) {
      const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${text}.${sign(text).toString('base64url')}`;
    },
    read(ticket) {
      const [text = '', signature = ''] = ticket.split('.');
      const given = Buffer.from(signature, 'base64url');
      const right = sign(text);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return claimsSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    },
  };
}
