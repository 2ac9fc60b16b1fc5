import type { Services } from '../services.ts';
import { followUp } from './follow-up.ts';

/**
 * Looks after what a dead delivery left, where nobody else can be at work: as a stage of one machine starts, whatever
 * its clock says. In the cloud each delivery does so itself, for what has been in flight for long.
 */
export async function recover(
  { campaign }: { readonly campaign: string },
  services: Services,
): Promise<{ lapsed: number; unknown: number }> {
  const report = { lapsed: 0, unknown: 0 };
  for (const owed of await services.owed.all(campaign)) {
    const { state } = await followUp(owed, 0, services);
    if (state === 'lapsed') report.lapsed += 1;
    if (state === 'unknown') report.unknown += 1;
  }
  return report;
}
