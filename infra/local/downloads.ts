import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { Fault, notFound } from '../../functions/http/fault.ts';
import { defineRoute, type Route } from '../../functions/http/route.ts';
import { toInstant, toMs } from '../../shared/domain/instant.ts';
import type { Clock, DownloadDesk } from '../../shared/ports.ts';
import { createTickets, ticketSchema } from './tickets.ts';

/** As long as in the cloud. */
const LIFE_MS = 60_000;

/** Which file is handed out, and until when. */
const offerSchema = z.object({
  path: z.string(),
  type: z.string(),
  name: z.string(),
  expiresAt: z.iso.datetime(),
});

/** Downloads of the embedded stage: the same offer as the cloud's, of an address of this same process. */
export interface LocalDownloads {
  readonly desk: DownloadDesk;
  readonly routes: readonly Route[];
}

/** The desk and the address it offers. A restart voids the addresses that are out. */
export function createLocalDownloads(clock: Clock): LocalDownloads {
  const tickets = createTickets(randomBytes(32), offerSchema);
  const desk: DownloadDesk = {
    async offer(file) {
      const expiresAt = toInstant(toMs(clock.now()) + LIFE_MS);
      return { url: `/downloads/${tickets.write({ ...file, expiresAt })}`, expiresAt };
    },
  };
  const handOut = defineRoute({
    method: 'GET',
    path: '/downloads/{ticket}',
    operationId: 'handOutDownload',
    summary: { zh: '凭限时地址下载文件', en: 'A file that was offered; the address itself is the permission' },
    access: 'public',
    params: { ticket: ticketSchema },
    replies: { 200: { file: ['application/json', 'text/html', 'text/csv'] } },
    async handle({ params }, services) {
      const offer = tickets.read(params.ticket);
      if (!offer) throw notFound('下载地址', 'download', `${params.ticket.slice(0, 12)}…`);
      if (offer.expiresAt <= services.clock.now()) throw expired();
      const bytes = await services.archive.get(offer.path);
      if (!bytes) throw notFound('文件', 'file', offer.name);
      return { status: 200, file: { type: offer.type, bytes, name: offer.name } };
    },
  });
  return { desk, routes: [handOut] };
}

const expired = (): Fault =>
  new Fault('link-expired', {
    zh: '下载地址已过期，请重新获取',
    en: 'this address for a download has expired; ask for another one',
  });
