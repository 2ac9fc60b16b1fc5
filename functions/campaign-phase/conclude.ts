import type { Services } from '../services.ts';
import { entryOf } from './agenda-entry.ts';

/** Ends a campaign together with its last agenda entry. Ended before is a success. Throws `UnknownEntry`. */
export async function conclude(
  { campaign, entry }: { readonly campaign: string; readonly entry: string },
  services: Services,
): Promise<{ readonly status: 'ended' }> {
  const stored = await services.registry.head(campaign);
  entryOf(await services.campaigns.load(campaign), entry, 'conclude');
  if (!stored || stored.head.status === 'ended') return { status: 'ended' };
  await services.items.transact([
    services.progress.markDone(campaign, { entry, at: services.clock.now() }),
    services.registry.writeHead(stored, { status: 'ended' }),
  ]);
  return { status: 'ended' };
}
