import { tryWrite } from '../../shared/stores/try-write.ts';
import type { Services } from '../services.ts';
import { entryOf } from './agenda-entry.ts';

/**
 * Marks an agenda entry done: a phase or step that opens or closes, an action day, a window whose ranking and bulletin
 * are out. Done before is a success, since a workflow may be started again at any moment. Throws `UnknownEntry`.
 */
export async function finishEntry(
  { campaign, entry }: { readonly campaign: string; readonly entry: string },
  services: Services,
): Promise<{ readonly entry: string }> {
  entryOf(await services.campaigns.load(campaign), entry);
  const done = { entry, at: services.clock.now() };
  await tryWrite(services.items, [services.progress.markDone(campaign, done)]);
  return { entry };
}
