import * as z from 'zod';
import type { DownloadOffer } from '../../shared/ports.ts';
import type { Reply } from './route.ts';

/** An address by which whoever has it may download one file, for a short time. */
export const offerSchema = z.object({ url: z.string(), expiresAt: z.iso.datetime() });

/** Sends the caller on to a file; whoever follows no redirect reads the address in the body. */
export const sendOn = (offer: DownloadOffer): Reply => ({ status: 302, location: offer.url, body: offer });
