import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** Two parts in base64url, of a length that fits an address. */
export const ticketSchema = z.string().regex(/^[\w-]{1,800}\.[\w-]{43}$/);

/** Permissions that carry their own terms, signed so that nobody can change them. */
export interface Tickets<Claims> {
  write(claims: Claims): string;
  /** The terms; nothing where the ticket was not written with this key. */
  read(ticket: string): Claims | undefined;
}

/** Tickets with terms of a shape, signed with a key (HMAC with SHA-256). */
export function createTickets<Claims>(key: Uint8Array, claimsSchema: z.ZodType<Claims>): Tickets<Claims> {
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
