import { hash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { Fault, notFound } from '../../functions/http/fault.ts';
import { MAX_UPLOAD_BYTES, storePhoto } from '../../functions/http/photos.ts';
import { defineRoute, type Route } from '../../functions/http/route.ts';
import { HOUR_MS, toInstant, toMs } from '../../shared/domain/instant.ts';
import { photoSchema } from '../../shared/domain/photo/photo-schema.ts';
import { PHOTO_TYPES } from '../../shared/domain/photo/photo-type.ts';
import type { Clock, ExpectedFile, UploadDesk } from '../../shared/ports.ts';
import { createTickets, ticketSchema } from './tickets.ts';

/** What an upload is allowed for, and until when. */
const uploadSchema = z.object({
  path: z.string(),
  type: z.string(),
  length: z.number(),
  sha256: z.string(),
  expiresAt: z.iso.datetime(),
});

const LIFE_MS = HOUR_MS / 4;

/** Uploads of the embedded stage: the same invitation as the cloud's, to an address of this same process. */
export interface LocalUploads {
  readonly desk: UploadDesk;
  readonly routes: readonly Route[];
}

/** The desk and the address it invites to. A restart voids what was not used yet; whoever holds it asks anew. */
export function createLocalUploads(clock: Clock): LocalUploads {
  const tickets = createTickets(randomBytes(32), uploadSchema);
  const desk: UploadDesk = {
    async invite(file) {
      const expiresAt = toInstant(toMs(clock.now()) + LIFE_MS);
      const url = `/uploads/${tickets.write({ ...file, expiresAt })}`;
      return { method: 'PUT', url, headers: { 'content-type': file.type }, expiresAt };
    },
  };
  const receive = defineRoute({
    method: 'PUT',
    path: '/uploads/{ticket}',
    operationId: 'receiveUpload',
    summary: { zh: '上传已登记的照片', en: 'Send a photo that was announced; the address itself is the permission' },
    access: 'public',
    params: { ticket: ticketSchema },
    body: { bytes: PHOTO_TYPES },
    maxBody: MAX_UPLOAD_BYTES,
    replies: { 201: photoSchema },
    async handle({ params, body }, services) {
      const ticket = tickets.read(params.ticket);
      if (!ticket) throw notFound('上传地址', 'upload', `${params.ticket.slice(0, 12)}…`);
      if (ticket.expiresAt <= services.clock.now()) throw expired();
      demandSame(body, ticket);
      return { status: 201, body: await storePhoto(body, services.archive) };
    },
  });
  return { desk, routes: [receive] };
}

const expired = (): Fault =>
  new Fault('link-expired', {
    zh: '上传地址已过期，请重新登记照片',
    en: 'this address for an upload has expired; announce the photo again',
  });

function demandSame(bytes: Uint8Array, { length, sha256 }: ExpectedFile): void {
  if (bytes.length === length && hash('sha256', bytes) === sha256) return;
  throw new Fault('unprocessable', {
    zh: `收到的 ${bytes.length} 字节与登记的照片（${length} 字节）不符，请重新上传`,
    en: `the ${bytes.length} bytes received are not the photo that was announced (${length} bytes); send it again`,
  });
}
